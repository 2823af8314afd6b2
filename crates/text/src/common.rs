//! The words that every text of a language is full of, so that a first story is not founded on "said" and "new".

use crate::quick::QuickMap;
use model::Language;
use std::sync::OnceLock;

/// How little a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    /// Grammar: `the`, `of`, `would`.
    Nothing,
    /// The small change of news: `said`, `year`, `report`.
    Little,
    Much,
}

/// Looks up a folded (lower case, no accents) word of that language.
pub fn tells(language: Language, folded: &str) -> Tells {
    let table = table();
    let Some(slot) = slot(language) else { return Tells::Much };
    match table.words.get(folded).copied().unwrap_or(0) >> (2 * slot) & 3 {
        0 => Tells::Much,
        1 => Tells::Little,
        _ => Tells::Nothing,
    }
}

/// How much words speak for each language of the lists: two points for each word of its grammar, one for each of its
/// small change.
#[derive(Default)]
pub struct Points([u32; LISTS.len()]);

impl Points {
    /// Counts a folded word.
    pub fn hear(&mut self, folded: &str) {
        let Some(bits) = table().words.get(folded) else { return };
        for (slot, points) in self.0.iter_mut().enumerate() {
            *points += bits >> (2 * slot) & 3;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (Language, u32)> {
        self.0.iter().zip(LISTS).map(|(points, (tag, _, _))| (Language::from_tag(tag), *points))
    }
}

fn slot(language: Language) -> Option<usize> {
    LISTS.iter().position(|(tag, _, _)| *tag == language.tag())
}

struct Table {
    /// Two bits a language.
    words: QuickMap<String, u32>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words: QuickMap<String, u32> = QuickMap::default();
        let mut folded = String::new();
        for (slot, (_, nothing, little)) in LISTS.iter().enumerate() {
            for (list, bits) in [(little, 1u32), (nothing, 2u32)] {
                for word in list.split_whitespace() {
                    crate::words::fold(word, &mut folded);
                    let entry = words.entry(folded.clone()).or_insert(0);
                    *entry = (*entry & !(3 << (2 * slot))) | bits << (2 * slot);
                }
            }
        }
        Table { words }
    })
}

/// Tag, words that tell nothing, words that tell little.
const LISTS: [(&str, &str, &str); 12] = [
    (
        "en",
        "a about above across after again against all almost alone along already also although always am among an and \
         another any anyone anything are around as at away back be became because become been before being below \
         between both but by came can cannot could did do does doing done down during each either else enough even ever \
         every everyone everything few for from further get gets getting give given go goes going gone got had has have \
         having he her here hers herself him himself his how however i if in indeed instead into is it its itself just \
         keep kept let like made make makes making many may maybe me might mine more most much must my myself near \
         neither never no nobody none nor not nothing now of off often on once one ones only onto or other others our \
         ours out over own per perhaps put quite rather re really s same see seem seemed seems several shall she should \
         since so some someone something soon still such t take taken takes taking than that the their theirs them \
         themselves then there these they thing things this those though through thus to together too took toward \
         towards under until up upon us use used very via want wants was way we well went were what whatever when where \
         whether which while who whole whom whose why will with within without would yes yet you your yours yourself \
         isn aren wasn weren don doesn didn won wouldn couldn shouldn hasn haven hadn ve ll d m im dont",
        "said say says saying told tell tells according added asked called calls new news today yesterday tomorrow \
         monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
         september october november december jan feb mar apr jun jul aug sep sept oct nov dec year years month months \
         week weeks day days hour hours minute minutes time times morning afternoon evening night first second third \
         two three four five six seven eight nine ten hundred thousand million billion percent people man men woman \
         women world country countries city state states national international local public government official \
         officials report reports reported reporting reporter reporters statement spokesman spokeswoman spokesperson \
         interview media press photo photos picture pictures image images video videos watch live update updates updated \
         latest breaking story stories read article post posted share shared comment comments week's top best big great \
         good better bad long last next late early high higher low lower large small old young major number part place \
         group company companies business market markets price prices sales deal plan plans planned announced announce \
         announces announcement expected expect expects show shows showed shown set sets start started starts begin began \
         end ended ends look looks looking find found know known think thought believe work working help need needs left \
         right home house life family issue issues question questions fact case cases point change changes move moves \
         following including among later earlier recent recently current currently former chief president minister head \
         leader leaders member members team during least less far come comes coming run running hit hits face faces back \
         day's review reveals revealed reveal real full free open opens here's what's that's it's he's she's let's per \
         source sources via gmt est edt cet am pm inc corp ltd llc co mr mrs ms dr st www com http https html org net \
         reuters ap afp getty cnn bbc copyright reserved rights click subscribe newsletter email facebook twitter \
         follow sign us uk",
    ),
    (
        "de",
        "ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus bei beim \
         bereits bin bis bisher bist da dabei dadurch dafür dagegen daher damit danach daneben dann daran darauf daraus \
         darf darüber darum das dass davon davor dazu dein deine dem den denen denn dennoch der deren des deshalb dessen \
         die dies diese diesem diesen dieser dieses doch dort du durch dürfen ebenso eher eigentlich ein eine einem \
         einen einer eines einfach einige einigen einiger einmal er erst es etwa etwas euch euer für ganz gar gegen gegenüber \
         geht gibt habe haben hat hatte hatten hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer \
         ihres im immer in indem ins ist ja je jede jedem jeden jeder jedes jedoch jene jetzt kann kein keine keinem keinen \
         keiner können könnte könnten lässt man manche mehr mein meine mich mir mit möglich muss müssen musste müsste nach \
         nachdem nein nicht nichts nie noch nun nur ob oben oder ohne schon sehr sei seien sein seine seinem seinen seiner \
         seines seit selbst sich sie sind so sogar solche soll sollen sollte sollten sondern sonst soweit sowie über überhaupt \
         um und uns unser unsere unter viel viele vielen vom von vor während war waren warum was weder wegen weil weiter \
         welche welcher welches wenig weniger wenn wer werde werden wie wieder wir wird wo wobei wohl wollen wollte worden \
         wurde wurden würde würden zu zudem zum zur zwar zwischen zwei gab kam lassen ließ macht machen gemacht",
        "sagte sagt sagten gesagt erklärte erklärt teilte mitteilte mit laut heute gestern morgen montag dienstag \
         mittwoch donnerstag freitag samstag sonntag sonnabend januar februar märz april mai juni juli august september \
         oktober november dezember jahr jahre jahren jahres monat monate monaten woche wochen tag tage tagen stunde \
         stunden minuten uhr zeit morgen mittag abend nacht erste ersten erster zweite zweiten dritte drei vier fünf \
         sechs sieben acht neun zehn hundert tausend million millionen milliarde milliarden prozent euro dollar menschen \
         leute mann frau männer frauen kinder welt land länder stadt staat deutschland deutsche deutschen deutscher \
         regierung sprecher sprecherin bericht berichte berichtet berichten angaben medien zeitung presse foto fotos bild \
         bilder video videos live ticker update news nachrichten artikel neue neuen neuer neues neu gut gute guten besser \
         groß große großen größte klein kleine lange letzte letzten nächste nächsten spät früh hoch höher niedrig alt alte \
         alten jung junge teil platz gruppe unternehmen firma markt preis preise plan pläne ende anfang beginn start zeigt \
         zeigen zeigte gezeigt steht stehen stand liegt liegen bleibt bleiben kommt kommen findet finden gefunden sieht \
         sehen weiß wissen arbeit arbeiten hilfe leben frage fragen fall fälle grund ziel weitere weiteren weiterer \
         insgesamt rund mindestens knapp kurz bekannt wichtig präsident minister chef chefin vorsitzende mitglied \
         mitglieder dpa afp reuters apa quelle mehr lesen hier jetzt alles abo newsletter anzeige",
    ),
    (
        "fr",
        "à afin ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir car ce ceci cela celle celles \
         celui cependant ces cet cette ceux chaque chez comme comment contre dans de depuis des deux doit donc dont du \
         elle elles en encore entre est et étaient était été être eu eux fait faire font il ils jamais je jusque la le les \
         leur leurs lors lorsque lui ma mais même mêmes mes moins mon ne ni nos notre nous on ont ou où par parce pas \
         pendant peu peut plus plusieurs pour pourquoi pourrait puis qu quand que quel quelle quelles quelque quelques qui \
         quoi sa sans se selon sera serait ses si son sont sous sur ta te tous tout toute toutes très trop tu un une vers \
         voici voilà vos votre vous y était",
        "dit déclaré annoncé selon jour jours an ans année années mois semaine heure heures lundi mardi mercredi jeudi \
         vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre \
         premier première nouveau nouvelle nouveaux million millions milliards euros pays monde france français \
         gouvernement président ministre personnes ville photo vidéo direct article info actualité",
    ),
    (
        "es",
        "a al algo algunos ante antes aquí así aún aunque bajo bien cada casi como con contra cual cuando de del desde \
         donde dos durante e el ella ellos en entre era eran es esa esas ese eso esos esta está estaba están estar este \
         esto estos fue fueron ha había hace hacer hacia han hasta hay la las le les lo los más me mi mientras mismo muy \
         nada ni no nos nosotros o otra otras otro otros para pero poco por porque puede que qué quien se sea según ser si \
         sí sido sin sobre solo son su sus también tan tanto tiene tienen todo todos tras un una uno unos y ya yo él",
        "dijo dice según año años mes meses semana día días hora horas lunes martes miércoles jueves viernes sábado \
         domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre primer primera \
         nuevo nueva millones país mundo españa gobierno presidente ministro personas ciudad foto vídeo directo noticias",
    ),
    (
        "it",
        "a ad ai al alla alle allo anche ancora avere aveva c che chi ci cioè come con contro così cui da dagli dai dal \
         dalla dalle dello degli dei del della delle di dopo dove due e è ed era erano essere fa fra già gli ha hanno i il \
         in io la le lei lo loro lui ma me mentre mi molto ne negli nei nel nella nelle no noi non nostro o ogni oggi per \
         perché però più poi prima può quale quando quanto quella quelle quelli quello questa queste questi questo qui se \
         senza si sia sono sta stato stata su sua sue sugli sui sul sulla suo suoi tra tutti tutto un una uno vi",
        "detto ha anno anni mese mesi settimana giorno giorni ore lunedì martedì mercoledì giovedì venerdì sabato domenica \
         gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre primo prima nuovo \
         nuova milioni euro paese mondo italia governo presidente ministro persone città foto video diretta notizie",
    ),
    (
        "nl",
        "aan al alle als bij daar dan dat de deze die dit doen door dus een en er geen haar had heb hebben heeft hem het \
         hier hij hoe hun ik in is ja je kan komt kunnen maar meer men met mijn moet na naar niet nog nu of om onder ook \
         op over te tegen toch toen tot uit van veel voor waar want waren was wat we werd wie wij wil worden wordt zal ze \
         zich zij zijn zo zonder zou",
        "zegt zei jaar maand week dag dagen uur vandaag gisteren maandag dinsdag woensdag donderdag vrijdag zaterdag \
         zondag eerste nieuwe miljoen euro land wereld nederland kabinet minister mensen stad foto video nieuws",
    ),
    (
        "pt",
        "a ao aos as até com como da das de do dos e é ela ele eles em entre era essa esse esta está este eu foi foram há \
         isso já lhe mais mas me mesmo meu muito na não nas nem no nos o os ou para pela pelas pelo pelos por qual quando \
         que quem se sem ser seu seus são só sua suas também te tem têm um uma você à às",
        "disse diz segundo ano anos mês semana dia dias hora horas segunda terça quarta quinta sexta sábado domingo \
         primeiro nova novo milhões país mundo brasil governo presidente ministro pessoas cidade foto vídeo notícias",
    ),
    (
        "sv",
        "alla att av de dem den denna det detta dig din du där efter ej eller en ett från för han hans har hon hur här i \
         icke ingen inte jag kan kommer man med mellan men mig min mot mycket ni nu när och om oss på samma sedan sig sin \
         skulle som så till under upp ut vad var vara vi vid är över blev blir",
        "säger sade år månad vecka dag dagar idag igår måndag tisdag onsdag torsdag fredag lördag söndag första nya ny \
         miljoner kronor landet världen sverige regeringen människor bild video nyheter",
    ),
    (
        "da",
        "af alle at blev bliver da de dem den der deres det dette din dog du efter eller en end er et for fra ham han hans \
         har havde hende her hun hvad hvis hvor i ikke ind jeg kan man med men mig min mod nej nogle nu når og også om op \
         os over på se sig sin skal som sådan til ud under var ved vi vil være været",
        "siger sagde år måned uge dag dage mandag tirsdag onsdag torsdag fredag lørdag søndag første nye ny millioner \
         kroner landet verden danmark regeringen mennesker video nyheder",
    ),
    (
        "pl",
        "a aby ale bardzo bez był była było były być bo by co czy dla do gdy go i ich ile im in iż ja jak jako je jego jej \
         jest jeszcze już która które którego której który których ma mnie może można na nad nie nich nim niż o od on ona \
         one oni oraz po pod poza przed przez przy się są ta tak także tam te tego tej ten też to tu ty tych tylko tym u w \
         we wszystko wtedy z za że",
        "powiedział rok roku lat miesiąc tydzień dzień dni godz poniedziałek wtorek środa czwartek piątek sobota niedziela \
         pierwszy nowy nowa mln mld kraju polska rząd prezydent minister osób zdjęcia wideo",
    ),
    (
        "ru",
        "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть \
         еще же за здесь и из или им их к как ко когда кто ли либо мне может мы на надо наш не него нее нет ни них но ну о \
         об однако он она они оно от очень по под при про с со так также такой там те тем то того тоже той только том ты у \
         уже хотя чего чей чем что чтобы эта эти это этого этой этом этот я",
        "сказал заявил сообщил сообщает год года году лет месяц неделя день дней часов понедельник вторник среду четверг \
         пятницу субботу воскресенье первый новый новая тысяч млн млрд человек россии страны президент министр видео фото",
    ),
    (
        "tr",
        "ama ancak bir biz bu çok da daha de değil diye en gibi göre hem her için ile ise kadar ki mi ne o olan olarak \
         olduğu oldu onun sonra şu tüm var ve veya ya yok",
        "dedi söyledi yıl ay hafta gün saat pazartesi salı çarşamba perşembe cuma cumartesi pazar ilk yeni milyon lira \
         ülke dünya türkiye hükümet başkan bakan kişi video haber",
    ),
];

#[cfg(test)]
mod tests {
    use super::{Points, Tells, tells};
    use model::Language;

    #[test]
    fn grammar_tells_nothing_and_small_change_little() {
        let (en, de) = (Language::ENGLISH, Language::GERMAN);
        for (language, word, want) in [
            (en, "the", Tells::Nothing),
            (en, "said", Tells::Little),
            (en, "earthquake", Tells::Much),
            (en, "die", Tells::Much),
            (de, "die", Tells::Nothing),
            (de, "uber", Tells::Nothing),
            (Language::from_tag("xx"), "the", Tells::Much),
        ] {
            assert_eq!(tells(language, word), want, "{word} in {language:?}");
        }
    }

    #[test]
    fn a_few_words_of_grammar_give_a_language_away() {
        for (text, want) in [
            ("the fall of the house", "en"),
            ("der fall des hauses", "de"),
            ("la chute de la maison dans les bois", "fr"),
        ] {
            let mut points = Points::default();
            text.split(' ').for_each(|word| points.hear(word));
            let best = points.iter().max_by_key(|(_, points)| *points);
            assert_eq!(best.map(|(language, _)| language), Some(Language::from_tag(want)), "{text}");
        }
    }
}
