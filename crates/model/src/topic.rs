//! What an item is about: a concept of the IPTC Media Topics (<https://cv.iptc.org/newscodes/mediatopic/>).

use crate::Language;

/// The eight-digit code of an IPTC Media Topic as a number: `15000000` is sport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Topic(pub u32);

impl Topic {
    /// Every topic that Caulbart tells apart, the seventeen broad ones first.
    pub const ALL: [Topic; TABLE.len()] = {
        let mut all = [Topic(0); TABLE.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = TABLE[at].topic;
            at += 1;
        }
        all
    };

    /// The name for readers, in German or else in English; empty for a code outside the table.
    pub fn label(self, language: Language) -> &'static str {
        match self.row() {
            Some(row) if language == Language::GERMAN => row.german,
            Some(row) => row.english,
            None => "",
        }
    }

    /// The broad topic that this one belongs to; `None` for the broad ones themselves.
    pub fn parent(self) -> Option<Topic> {
        self.row().map(|row| row.parent).filter(|parent| parent.0 != 0)
    }

    /// A section or label of an edition's own, beside the table; its editors answer for its being harmless to learn.
    pub fn own(number: u32) -> Topic {
        Topic(OWN.saturating_add(number))
    }

    /// Does it tell of what GDPR protects most (articles 9 and 10: belief, politics, health, sexuality, union
    /// membership, ethnicity, crime)? Such topics are followed explicitly and never learned from behaviour. A code
    /// outside the table is taken for sensitive, because nobody has judged it.
    pub fn is_sensitive(self) -> bool {
        self.0 < OWN && self.row().is_none_or(|row| row.sensitive)
    }

    /// The word in addresses: `climate-change`; empty for a code outside the table.
    pub fn slug(self) -> &'static str {
        self.row().map_or("", |row| row.slug)
    }

    pub fn from_slug(slug: &str) -> Option<Topic> {
        TABLE.iter().find(|row| row.slug == slug).map(|row| row.topic)
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.topic == self)
    }
}

/// No IPTC code is as great: they have eight digits.
const OWN: u32 = 4_000_000_000;

struct Row {
    topic: Topic,
    parent: Topic,
    sensitive: bool,
    slug: &'static str,
    english: &'static str,
    german: &'static str,
}

const fn row(
    code: u32,
    parent: u32,
    sensitive: bool,
    slug: &'static str,
    english: &'static str,
    german: &'static str,
) -> Row {
    Row { topic: Topic(code), parent: Topic(parent), sensitive, slug, english, german }
}

/// Code, broader code, sensitive, word in addresses, English and German label. Names are short where the
/// vocabulary's own would not fit a button; deeper concepts hang directly below their broad topic.
#[rustfmt::skip]
const TABLE: [Row; 129] = [
    row(1000000, 0, false, "arts", "arts, culture, entertainment and media", "Kunst, Kultur, Unterhaltung und Medien"),
    row(2000000, 0, true, "crime-and-law", "crime, law and justice", "Kriminalität, Recht und Justiz"),
    row(3000000, 0, false, "disaster-and-accident", "disaster, accident and emergency incident", "Katastrophen, Unglücke und Notfälle"),
    row(4000000, 0, false, "economy", "economy, business and finance", "Wirtschaft, Unternehmen und Finanzen"),
    row(5000000, 0, false, "education", "education", "Bildung"),
    row(6000000, 0, false, "environment", "environment", "Umwelt"),
    row(7000000, 0, true, "health", "health", "Gesundheit"),
    row(8000000, 0, false, "human-interest", "human interest", "Menschen und Kurioses"),
    row(9000000, 0, false, "labour", "labour", "Arbeit"),
    row(10000000, 0, false, "lifestyle", "lifestyle and leisure", "Leben und Freizeit"),
    row(11000000, 0, true, "politics", "politics and government", "Politik und Staat"),
    row(12000000, 0, true, "religion", "religion", "Religion"),
    row(13000000, 0, false, "science", "science and technology", "Wissenschaft und Technik"),
    row(14000000, 0, false, "society", "society", "Gesellschaft"),
    row(15000000, 0, false, "sport", "sport", "Sport"),
    row(16000000, 0, false, "conflict", "conflict, war and peace", "Konflikte, Krieg und Frieden"),
    row(17000000, 0, false, "weather", "weather", "Wetter"),
    row(20000002, 1000000, false, "arts-and-entertainment", "arts and entertainment", "Kunst und Unterhaltung"),
    row(20000005, 1000000, false, "cinema", "cinema", "Kino"),
    row(20000011, 1000000, false, "fashion", "fashion", "Mode"),
    row(20000013, 1000000, false, "literature", "literature", "Literatur"),
    row(20000018, 1000000, false, "music", "music", "Musik"),
    row(20000029, 1000000, false, "theatre", "theatre", "Theater"),
    row(20000031, 1000000, false, "visual-arts", "visual arts", "Bildende Kunst"),
    row(20000038, 1000000, false, "culture", "culture", "Kultur"),
    row(20000043, 1000000, false, "museums-and-libraries", "libraries and museums", "Bibliotheken und Museen"),
    row(20000045, 1000000, false, "mass-media", "mass media", "Massenmedien"),
    row(20000046, 1000000, false, "news-media", "news media", "Nachrichtenmedien"),
    row(20000051, 1000000, false, "television", "television", "Fernsehen"),
    row(20000082, 2000000, true, "crime", "crime", "Kriminalität"),
    row(20000086, 2000000, true, "cyber-crime", "cyber crime", "Computerkriminalität"),
    row(20000093, 2000000, true, "corruption", "corruption", "Korruption"),
    row(20000106, 2000000, true, "judiciary", "judiciary", "Gerichte"),
    row(20000119, 2000000, true, "justice", "justice", "Rechtspflege"),
    row(20000121, 2000000, true, "law", "law", "Recht"),
    row(20000129, 2000000, true, "law-enforcement", "law enforcement", "Polizei und Strafverfolgung"),
    row(20000139, 3000000, false, "accident", "accident and emergency incident", "Unfälle und Notfälle"),
    row(20000148, 3000000, false, "disaster", "disaster", "Katastrophen"),
    row(20000168, 3000000, false, "emergency-response", "emergency response", "Rettung und Hilfe"),
    row(20000170, 4000000, false, "business-information", "business information", "Unternehmen"),
    row(20000209, 4000000, false, "economic-sector", "economic sector", "Branchen"),
    row(20000235, 4000000, false, "construction-and-property", "construction and property", "Bau und Immobilien"),
    row(20000256, 4000000, false, "energy", "energy and resources", "Energie und Rohstoffe"),
    row(20000346, 4000000, false, "economic-indicators", "economic trends and indicators", "Konjunktur"),
    row(20000344, 4000000, false, "economy-in-general", "economy", "Volkswirtschaft"),
    row(20000385, 4000000, false, "markets", "market and exchange", "Märkte und Börsen"),
    row(20000337, 4000000, false, "transport", "transport", "Verkehr"),
    row(20001158, 4000000, false, "start-ups", "start-ups", "Gründer"),
    row(20000400, 5000000, false, "school", "school", "Schule"),
    row(20000415, 5000000, false, "students", "students", "Schüler und Studenten"),
    row(20000416, 5000000, false, "teachers", "teachers", "Lehrer"),
    row(20001338, 5000000, false, "education-policy", "education policy", "Bildungspolitik"),
    row(20000418, 6000000, false, "climate-change", "climate change", "Klimawandel"),
    row(20000420, 6000000, false, "conservation", "conservation", "Naturschutz"),
    row(20000424, 6000000, false, "pollution", "environmental pollution", "Umweltverschmutzung"),
    row(20000430, 6000000, false, "natural-resources", "natural resources", "Natürliche Ressourcen"),
    row(20000441, 6000000, false, "nature", "nature", "Natur"),
    row(20000446, 7000000, true, "diseases", "diseases and conditions", "Krankheiten"),
    row(20000461, 7000000, true, "health-facilities", "health facilities", "Kliniken und Praxen"),
    row(20000464, 7000000, true, "health-treatment", "health treatment", "Behandlung und Arznei"),
    row(20000479, 7000000, true, "healthcare-policy", "healthcare policy", "Gesundheitspolitik"),
    row(20000483, 7000000, true, "health-insurance", "health insurance", "Krankenversicherung"),
    row(20000485, 7000000, true, "medical-profession", "medical profession", "Ärzte und Pflege"),
    row(20001358, 7000000, true, "public-health", "public health", "Öffentliche Gesundheit"),
    row(20000498, 8000000, false, "awards", "awards and prizes", "Preise und Auszeichnungen"),
    row(20000500, 8000000, false, "animals", "animals", "Tiere"),
    row(20000505, 8000000, false, "celebrities", "celebrities", "Prominente"),
    row(20000506, 8000000, false, "royalty", "royalty", "Königshäuser"),
    row(20000509, 9000000, false, "employment", "employment", "Beschäftigung"),
    row(20000523, 9000000, false, "labour-market", "labour market", "Arbeitsmarkt"),
    row(20000524, 9000000, true, "labour-relations", "labour relations", "Arbeitskämpfe und Tarife"),
    row(20000531, 9000000, false, "retirement", "retirement", "Rente"),
    row(20000533, 9000000, false, "unemployment", "unemployment", "Arbeitslosigkeit"),
    row(20000536, 9000000, true, "unions", "unions", "Gewerkschaften"),
    row(20000538, 10000000, false, "leisure", "leisure", "Freizeit"),
    row(20000565, 10000000, false, "style-of-living", "lifestyle", "Lebensart"),
    row(20001339, 10000000, false, "wellness", "wellness", "Wohlbefinden"),
    row(20000574, 11000000, true, "elections", "elections", "Wahlen"),
    row(20000587, 11000000, true, "fundamental-rights", "fundamental rights", "Grundrechte"),
    row(20000593, 11000000, true, "government", "government", "Regierung"),
    row(20000621, 11000000, true, "government-policy", "government policy", "Regierungspolitik"),
    row(20000638, 11000000, true, "international-relations", "international relations", "Internationale Beziehungen"),
    row(20000647, 11000000, true, "political-crisis", "political crisis", "Politische Krisen"),
    row(20000615, 11000000, true, "parliament", "parliament", "Parlament"),
    row(20000649, 11000000, true, "political-process", "political process", "Politischer Betrieb"),
    row(20000657, 12000000, true, "belief", "belief systems", "Glaubensrichtungen"),
    row(20000688, 12000000, true, "religious-conflict", "religious conflict", "Religiöse Konflikte"),
    row(20000690, 12000000, true, "religious-holidays", "religious festivals", "Religiöse Feste"),
    row(20000703, 12000000, true, "religious-leaders", "religious leaders", "Geistliche"),
    row(20000710, 13000000, false, "biomedical-science", "biomedical science", "Biomedizin"),
    row(20000715, 13000000, false, "mathematics", "mathematics", "Mathematik"),
    row(20000717, 13000000, false, "natural-science", "natural science", "Naturwissenschaft"),
    row(20000735, 13000000, false, "research", "scientific research", "Forschung"),
    row(20000739, 13000000, false, "space", "space exploration", "Raumfahrt"),
    row(20000742, 13000000, false, "social-sciences", "social sciences", "Sozialwissenschaften"),
    row(20000756, 13000000, false, "technology", "technology and engineering", "Technik"),
    row(20001298, 13000000, false, "artificial-intelligence", "artificial intelligence", "Künstliche Intelligenz"),
    row(20000770, 14000000, true, "demographics", "demographics", "Bevölkerung"),
    row(20000771, 14000000, true, "immigration", "immigration", "Einwanderung"),
    row(20000775, 14000000, true, "discrimination", "discrimination", "Diskriminierung"),
    row(20000780, 14000000, false, "family", "family", "Familie"),
    row(20000802, 14000000, false, "social-problems", "social problems", "Soziale Probleme"),
    row(20000817, 14000000, false, "welfare", "welfare", "Sozialstaat"),
    row(20001373, 14000000, true, "diversity", "diversity, equity and inclusion", "Vielfalt und Gleichstellung"),
    row(20000823, 15000000, false, "american-football", "American football", "American Football"),
    row(20000827, 15000000, false, "athletics", "athletics", "Leichtathletik"),
    row(20000849, 15000000, false, "baseball", "baseball", "Baseball"),
    row(20000851, 15000000, false, "basketball", "basketball", "Basketball"),
    row(20000856, 15000000, false, "boxing", "boxing", "Boxen"),
    row(20000888, 15000000, false, "cricket", "cricket", "Cricket"),
    row(20000892, 15000000, false, "cycling", "cycling", "Radsport"),
    row(20000940, 15000000, false, "golf", "golf", "Golf"),
    row(20000958, 15000000, false, "handball", "handball", "Handball"),
    row(20000965, 15000000, false, "ice-hockey", "ice hockey", "Eishockey"),
    row(20001176, 15000000, false, "rugby", "rugby", "Rugby"),
    row(20001057, 15000000, false, "skiing", "alpine skiing", "Ski alpin"),
    row(20001065, 15000000, false, "football", "football", "Fußball"),
    row(20001071, 15000000, false, "swimming", "swimming", "Schwimmen"),
    row(20001085, 15000000, false, "tennis", "tennis", "Tennis"),
    row(20001104, 15000000, false, "doping", "drug use in sport", "Doping"),
    row(20001108, 15000000, false, "sport-events", "sport events", "Sportereignisse"),
    row(20000053, 16000000, false, "terrorism", "acts of terror", "Terror"),
    row(20000056, 16000000, false, "armed-conflict", "armed conflict", "Bewaffnete Konflikte"),
    row(20000065, 16000000, true, "unrest", "civil unrest", "Unruhen und Proteste"),
    row(20000070, 16000000, true, "coup", "coup d'état", "Putsch"),
    row(20000073, 16000000, false, "peace", "peace process", "Friedensprozesse"),
    row(20001128, 17000000, false, "weather-forecast", "weather forecast", "Wettervorhersage"),
    row(20001129, 17000000, false, "weather-phenomena", "weather phenomena", "Wettererscheinungen"),
    row(20001131, 17000000, false, "weather-warning", "weather warning", "Wetterwarnung"),
];

#[cfg(test)]
mod tests {
    use super::Topic;
    use crate::Language;
    use std::collections::HashSet;

    #[test]
    fn every_topic_has_a_name_an_address_and_a_broad_topic_above_it() {
        let mut seen = HashSet::new();
        for topic in Topic::ALL {
            assert!(seen.insert(topic), "{topic:?} twice");
            assert_eq!(Topic::from_slug(topic.slug()), Some(topic));
            assert!(!topic.label(Language::ENGLISH).is_empty() && !topic.label(Language::GERMAN).is_empty());
            if let Some(parent) = topic.parent() {
                assert_eq!(parent.parent(), None, "{topic:?} is two steps down");
                assert!(Topic::ALL.contains(&parent), "{topic:?} has a parent outside the table");
            }
        }
        assert_eq!(Topic::ALL.iter().filter(|topic| topic.parent().is_none()).count(), 17);
    }

    #[test]
    fn what_could_be_used_against_a_reader_is_sensitive_down_to_its_last_branch() {
        for slug in
            ["religion", "politics", "elections", "health", "diseases", "unions", "immigration", "crime", "diversity"]
        {
            assert!(Topic::from_slug(slug).is_some_and(Topic::is_sensitive), "{slug}");
        }
        for slug in ["sport", "football", "cinema", "weather", "economy"] {
            assert!(Topic::from_slug(slug).is_some_and(|topic| !topic.is_sensitive()), "{slug}");
        }
        for topic in Topic::ALL {
            let above = topic.parent().is_some_and(Topic::is_sensitive);
            assert!(!above || topic.is_sensitive(), "{topic:?} is laxer than its parent");
        }
        assert!(Topic(1).is_sensitive(), "nobody has judged an unknown code");
    }
}
