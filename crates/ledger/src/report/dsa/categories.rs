//! What is a decision about, in the words of the template?
//!
//! A rule that begins with one of these words, alone or before a slash (`KEYWORD_HATE_SPEECH/de-stgb-130`), says so.

use crate::entry::Name;

pub struct Category {
    pub code: &'static str,
    /// All but `KEYWORD_OTHER`, which each category has at its end.
    pub keywords: &'static [&'static str],
}

pub const KEYWORD_OTHER: &str = "KEYWORD_OTHER";

macro_rules! categories {
    ($($code:literal: $($keyword:literal)*;)+) => { &[$(Category { code: $code, keywords: &[$($keyword),*] }),+] };
}

/// Of content that is illegal, or against terms and conditions.
pub const CATEGORIES: &[Category] = categories! {
    "STATEMENT_CATEGORY_ANIMAL_WELFARE": "KEYWORD_ANIMAL_HARM" "KEYWORD_UNLAWFUL_SALE_ANIMALS";
    "STATEMENT_CATEGORY_CONSUMER_INFORMATION":
        "KEYWORD_HIDDEN_ADVERTISEMENT" "KEYWORD_INSUFFICIENT_INFORMATION_ON_TRADERS"
        "KEYWORD_MISLEADING_INFO_GOODS_SERVICES" "KEYWORD_MISLEADING_INFO_CONSUMER_RIGHTS"
        "KEYWORD_NONCOMPLIANCE_PRICING";
    "STATEMENT_CATEGORY_CYBER_VIOLENCE":
        "KEYWORD_CYBER_BULLYING_INTIMIDATION" "KEYWORD_CYBER_HARASSMENT" "KEYWORD_CYBER_INCITEMENT"
        "KEYWORD_CYBER_STALKING" "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING" "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE";
    "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN":
        "KEYWORD_BULLYING_AGAINST_GIRLS" "KEYWORD_CYBER_HARASSMENT_AGAINST_WOMEN" "KEYWORD_CYBER_STALKING_AGAINST_WOMEN"
        "KEYWORD_FEMALE_GENDERED_DISINFORMATION" "KEYWORD_INCITEMENT_AGAINST_WOMEN"
        "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN" "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN";
    "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS":
        "KEYWORD_BIOMETRIC_DATA_BREACH" "KEYWORD_DATA_FALSIFICATION" "KEYWORD_MISSING_PROCESSING_GROUND"
        "KEYWORD_RIGHT_TO_BE_FORGOTTEN";
    "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH":
        "KEYWORD_DEFAMATION" "KEYWORD_DISCRIMINATION" "KEYWORD_HATE_SPEECH";
    "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS":
        "KEYWORD_COPYRIGHT_INFRINGEMENT" "KEYWORD_DESIGN_INFRINGEMENT" "KEYWORD_GEOGRAPHIC_INDICATIONS_INFRINGEMENT"
        "KEYWORD_PATENT_INFRINGEMENT" "KEYWORD_TRADE_SECRET_INFRINGEMENT" "KEYWORD_TRADEMARK_INFRINGEMENT";
    "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS":
        "KEYWORD_MISINFORMATION_DISINFORMATION" "KEYWORD_VIOLATION_EU_LAW" "KEYWORD_VIOLATION_NATIONAL_LAW";
    "STATEMENT_CATEGORY_PROTECTION_OF_MINORS":
        "KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS" "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL"
        "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE" "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS"
        "KEYWORD_UNSAFE_CHALLENGES";
    "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY":
        "KEYWORD_ILLEGAL_ORGANIZATIONS" "KEYWORD_RISK_ENVIRONMENTAL_DAMAGE" "KEYWORD_RISK_PUBLIC_HEALTH"
        "KEYWORD_TERRORIST_CONTENT";
    "STATEMENT_CATEGORY_SCAMS_AND_FRAUD":
        "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING" "KEYWORD_INAUTHENTIC_ACCOUNTS" "KEYWORD_INAUTHENTIC_LISTINGS"
        "KEYWORD_INAUTHENTIC_USER_REVIEWS" "KEYWORD_PHISHING" "KEYWORD_PYRAMID_SCHEMES";
    "STATEMENT_CATEGORY_SELF_HARM":
        "KEYWORD_CONTENT_PROMOTING_EATING_DISORDERS" "KEYWORD_SELF_MUTILATION" "KEYWORD_SUICIDE";
    "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS": "KEYWORD_PROHIBITED_PRODUCTS" "KEYWORD_UNSAFE_PRODUCTS";
    "STATEMENT_CATEGORY_VIOLENCE":
        "KEYWORD_COORDINATED_HARM" "KEYWORD_INCITEMENT_VIOLENCE_HATRED" "KEYWORD_HUMAN_EXPLOITATION"
        "KEYWORD_HUMAN_TRAFFICKING" "KEYWORD_TRAFFICKING_WOMEN_GIRLS";
};

/// Of what is against terms and conditions alone.
pub const OTHER_TERMS: &Category = &Category {
    code: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    keywords: &[
        "KEYWORD_ADULT_SEXUAL_MATERIAL",
        "KEYWORD_AGE_SPECIFIC_RESTRICTIONS",
        "KEYWORD_GEOGRAPHICAL_REQUIREMENTS",
        "KEYWORD_GOODS_SERVICES_NOT_PERMITTED",
        "KEYWORD_LANGUAGE_REQUIREMENTS",
        "KEYWORD_NUDITY",
    ],
};

/// A row of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    Total,
    Category(&'static str),
    /// Category and keyword.
    Keyword(&'static str, &'static str),
}

impl Row {
    pub fn code(self) -> &'static str {
        match self {
            Self::Total => "TOTAL",
            Self::Category(code) | Self::Keyword(_, code) => code,
        }
    }

    /// Is what is in `row` counted in this one too?
    pub fn has(self, row: Self) -> bool {
        match (self, row) {
            (Self::Total, _) => true,
            (Self::Category(code), Self::Keyword(category, _)) => code == category,
            _ => self == row,
        }
    }
}

/// The total, then each category with its keywords.
pub fn rows(more: Option<&'static Category>) -> Vec<Row> {
    let of = |category: &'static Category| {
        let keywords = category.keywords.iter().copied().chain([KEYWORD_OTHER]);
        let keywords = keywords.map(|keyword| Row::Keyword(category.code, keyword));
        std::iter::once(Row::Category(category.code)).chain(keywords)
    };
    std::iter::once(Row::Total).chain(CATEGORIES.iter().chain(more).flat_map(of)).collect()
}

/// The row that a rule names; the total alone where it names none.
pub fn row(rule: &Name) -> Row {
    let word = rule.as_str().split('/').next().unwrap_or_default();
    let named = rows(Some(OTHER_TERMS)).into_iter().find(|row| row.code() == word && word != KEYWORD_OTHER);
    named.unwrap_or(Row::Total)
}
