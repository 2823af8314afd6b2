//! Part 3: orders of Member States, to act against content and to give information.

use std::collections::BTreeMap;

use super::Sheet;
use super::categories::{Row, rows};
use crate::entry::{Country, Minute, Outcome, Request, RequestType, Settled};
use crate::report::requests::Open;

/// ISO 3166-1 codes, as the log has them.
const MEMBER_STATES: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

const COLUMNS: &[&str] = &[
    "Category of illegal content",
    "Description of the sub-category \"Other\"",
    "Scope",
    "Number of orders to act against illegal content received",
    "Number of specific items of information included in the total number of orders to act against illegal content",
    "Median time to inform the authority of the receipt of the order to act against illegal content",
    "Median time to give effect to the order to act against illegal content",
    "Number of orders to provide information",
    "Median time to inform the authority of the receipt of the order to provide information",
    "Median time to give effect to the order to provide information",
    "Contextual information on number of orders to act against illegal content received",
    "Contextual information on number of specific items of information included in the total number of orders to act against illegal content",
    "Contextual information on Median time to inform the authority of the receipt of the order to act against illegal content",
    "Contextual information on Median time to give effect to the order to act against illegal content",
    "Contextual information on Number of orders to provide information",
    "Contextual information on Median time to inform the authority of the receipt of the order to provide information",
    "Contextual information on Median time to give effect to the order to provide information",
];

#[derive(Debug, Clone, Default)]
struct Orders {
    received: u64,
    items: u64,
    /// Minutes from a request to the outcome that gave effect to it.
    minutes: Vec<u64>,
}

#[derive(Debug, Clone, Default)]
pub struct ByCountry {
    act: BTreeMap<Country, Orders>,
    inform: BTreeMap<Country, Orders>,
}

impl ByCountry {
    fn orders(&mut self, country: Country, asked: RequestType) -> Option<&mut Orders> {
        match asked {
            RequestType::Removal => Some(self.act.entry(country).or_default()),
            RequestType::Legal | RequestType::Emergency => Some(self.inform.entry(country).or_default()),
            // To keep is neither to act against content nor to give information.
            RequestType::Preservation => None,
        }
    }

    pub fn received(&mut self, request: &Request) {
        let Some(orders) = self.orders(request.country, request.asked) else { return };
        orders.received += 1;
        orders.items = orders.items.saturating_add(request.items);
    }

    pub fn answered(&mut self, time: Minute, outcome: &Outcome, open: &Open) {
        let Some(orders) = self.orders(open.country, open.asked) else { return };
        if outcome.result != Settled::None {
            orders.minutes.push(u64::try_from(time.0.saturating_sub(open.time.0)).unwrap_or(0));
        }
    }

    pub fn write(&self, sheet: &mut Sheet<'_>) {
        sheet.head(COLUMNS);
        let states = MEMBER_STATES.iter().filter_map(|state| Country::new(state));
        self.write_scope(sheet, "TOTAL", &states.clone().collect::<Vec<_>>());
        states.for_each(|state| self.write_scope(sheet, &state.to_string(), &[state]));
    }

    /// The log knows no category of an order, so all but the total stays open.
    fn write_scope(&self, sheet: &mut Sheet<'_>, scope: &str, countries: &[Country]) {
        let mut all: Vec<Row> = rows(None);
        all.push(Row::Category("STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER"));
        for row in all {
            let mut cells = [row.code(), "", scope].map(str::to_owned).to_vec();
            if row == Row::Total {
                let (act, inform) = (of(&self.act, countries), of(&self.inform, countries));
                cells.extend([act.received.to_string(), act.items.to_string()]);
                cells.extend([String::new(), hours(act.minutes)]);
                cells.extend([inform.received.to_string(), String::new(), hours(inform.minutes)]);
            }
            sheet.row("All", cells);
        }
    }
}

fn of(orders: &BTreeMap<Country, Orders>, countries: &[Country]) -> Orders {
    let mut sum = Orders::default();
    for orders in countries.iter().filter_map(|country| orders.get(country)) {
        sum.received += orders.received;
        sum.items = sum.items.saturating_add(orders.items);
        sum.minutes.extend(&orders.minutes);
    }
    sum
}

/// The median in hours, to one decimal, rounded half up; nothing where there is none.
fn hours(mut minutes: Vec<u64>) -> String {
    minutes.sort_unstable();
    let n = minutes.len();
    let (Some(low), Some(high)) = (minutes.get(n.saturating_sub(1) / 2), minutes.get(n / 2)) else {
        return String::new();
    };
    let tenths = (u128::from(*low) + u128::from(*high) + 6) / 12;
    format!("{}.{}", tenths / 10, tenths % 10)
}
