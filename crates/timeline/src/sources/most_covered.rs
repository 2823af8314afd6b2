//! Most covered: the stories that most sources report, a few items of each.

use super::rising::from_lists;
use crate::Order;
use crate::situation::Situation;

const QUOTA: usize = 100;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    let quota = if situation.ask.order == Order::MostCovered { usize::MAX } else { QUOTA };
    from_lists(situation, quota, false)
}
