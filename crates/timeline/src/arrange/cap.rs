//! How many slots of a page one source may have.

use super::{Contender, Rules};

/// Three in thirty.
const SHARE: usize = 10;

/// No more than a tenth of the page; more only as far as the page would otherwise stay short, because the edition has
/// few sources.
pub(super) fn per_source(contenders: &[Contender], left: &[usize], rules: Rules) -> usize {
    if !rules.capped {
        return usize::MAX;
    }
    let usual = rules.slots.div_ceil(SHARE);
    let mut counts: Vec<usize> = Vec::new();
    for &place in left {
        let source = contenders[place].source;
        if counts.len() <= source {
            counts.resize(source + 1, 0);
        }
        counts[source] += 1;
    }
    let wanted = rules.slots.min(left.len());
    let mut cap = usual;
    while counts.iter().map(|&count| count.min(cap)).sum::<usize>() < wanted {
        cap += 1;
    }
    cap
}
