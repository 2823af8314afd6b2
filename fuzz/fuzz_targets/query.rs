#![no_main]
use libfuzzer_sys::fuzz_target;
use search::Query;

fuzz_target!(|typed: &str| {
    let reading = Query::read(typed);
    let length = typed.chars().count();
    for fault in &reading.faults {
        assert!(fault.at + fault.length <= length, "{fault:?}");
    }
    let written = reading.query.to_string();
    // What is written may be longer than what is read of a query.
    if written.chars().count() <= search::query::MOST_CHARS {
        let again = Query::read(&written);
        assert_eq!(again.query, reading.query, "{written}");
        assert!(again.faults.is_empty(), "{written}: {:?}", again.faults);
    }
});
