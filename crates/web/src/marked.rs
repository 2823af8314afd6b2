//! Where in a text did she stop? The paragraph in which a place lies gets a name, so that a plain link leads there.

/// What the link names.
pub const NAME: &str = "go-on";

/// `place` in thousandths of what is read: characters outside of tags. The last paragraph that begins at or before it is
/// marked; `None` where there is no such paragraph, or only the first.
pub fn marked(html: &str, place: u32) -> Option<String> {
    const PARAGRAPH: &str = "<p>";
    let whole = read_before(html, html.len());
    let reached = whole * u64::from(place.min(1_000)) / 1_000;
    let mut found = None;
    // One step for each paragraph: what was read before it is counted on from the paragraph before.
    let (mut from, mut read) = (0, 0);
    for (at, _) in html.match_indices(PARAGRAPH) {
        read += read_before(html.get(from..at)?, at - from);
        from = at;
        // A little slack: browsers count in other units than we do.
        if read > reached + 2 {
            break;
        }
        found = Some((at, read));
    }
    let (at, _) = found.filter(|(_, read)| *read > 0)?;
    let (before, after) = html.split_at_checked(at)?;
    Some(format!("{before}<p id=\"{NAME}\" tabindex=\"-1\">{}", after.get(PARAGRAPH.len()..)?))
}

/// Characters outside of tags before a byte; white space does not count.
fn read_before(html: &str, end: usize) -> u64 {
    let (mut count, mut in_tag) = (0, false);
    for (at, letter) in html.char_indices() {
        if at >= end {
            break;
        }
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if !in_tag && !letter.is_whitespace() => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn the_paragraph_in_which_she_stopped_is_marked() {
        let text =
            "<p>0123456789</p><figure><img alt=\"a\"></figure><p>0123456789</p><p>0123456789</p><p>0123456789</p>";
        for (place, before) in
            [(0, None), (100, None), (260, Some(1)), (400, Some(1)), (500, Some(2)), (1_000, Some(3))]
        {
            let found = marked(text, place);
            let paragraphs = found.as_deref().map(|html| html.split("<p id=").next().unwrap().matches("<p>").count());
            assert_eq!(paragraphs, before, "{place}");
        }
        assert_eq!(marked("", 500), None);
        assert_eq!(marked("<p>Ä", 500), None);
        assert_eq!(marked("Only text.", 500), None);
        assert_eq!(marked("äöü<p>ß</p>", 900).unwrap(), "äöü<p id=\"go-on\" tabindex=\"-1\">ß</p>");
    }
}
