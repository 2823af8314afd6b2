//! Lines that pages repeat around their articles, in several languages. All are given in lower case.

macro_rules! phrases {
    ($name:ident: $($phrase:literal)*) => {
        const $name: &[&str] = &[$($phrase),*];
    };
}

/// A line (lower case) that only leads somewhere else.
pub fn leads_elsewhere(line: &str) -> bool {
    ELSEWHERE.iter().any(|start| line.starts_with(start))
}

phrases!(ELSEWHERE:
    "read more" "read also" "also read" "read next" "read:" "related:" "related " "see also" "see more" "more:"
    "more on " "more from " "watch:" "watch now" "video:" "listen:" "click here" "must read" "don't miss"
    "recommended" "here's more" "full story" "full coverage" "continue reading" "next up" "view gallery" "photos:"
    "gallery:" "lesen sie" "lesen:" "lesen sie auch" "mehr zum thema" "mehr dazu" "mehr lesen" "siehe auch"
    "auch interessant" "zum thema" "weiterlesen" "lire aussi" "à lire" "lire :" "lire la suite" "voir aussi"
    "sur le même sujet" "lea también" "lee también" "leer más" "te puede interesar" "también te" "ver también"
    "lea además" "más información" "leia também" "leia mais" "veja também" "saiba mais" "veja mais" "leia ainda"
    "leggi anche" "leggi tutto" "guarda anche" "vedi anche" "lees ook" "lees meer" "bekijk ook" "läs också" "läs mer"
    "les også" "læs også" "lue myös" "czytaj także" "czytaj też" "czytaj więcej" "zobacz też" "zobacz także"
    "przeczytaj" "čtěte také" "читайте также" "читать далее" "смотрите также" "читайте" "devamını oku" "関連記事" "相关阅读"
    "相关新闻" "延伸阅读");

/// A line (lower case) that sells, asks, or says that something was interrupted.
pub fn is_notice(line: &str) -> bool {
    let bare = line.trim_matches(|letter: char| !letter.is_alphanumeric());
    NOTICES.contains(&bare) || NOTICE_STARTS.iter().any(|start| bare.starts_with(start))
}

phrases!(NOTICES:
    "advertisement" "advertisements" "advertising" "ad" "ads" "sponsored" "sponsored content" "promoted" "anzeige"
    "werbung" "publicité" "publicidad" "publicidade" "pubblicità" "reklama" "reklam" "advertentie" "annonse" "annons"
    "share" "share this" "share this article" "share this story" "tweet" "print" "email" "save" "comments" "comment"
    "reply" "like" "follow" "facebook" "twitter" "whatsapp" "linkedin" "pinterest" "reddit" "teilen" "drucken"
    "partager" "compartir" "compartilhar" "condividi" "loading" "play video" "video" "close" "read more" "show more"
    "view more" "more" "mehr" "getty images" "getty" "reuters" "ap photo" "afp" "copy link" "link copied"
    "back to top" "top" "skip" "image" "photo" "enlarge this image" "toggle caption" "hide caption" "enlarge" "replay"
    "share on facebook" "share on twitter" "continue reading" "view comments" "tags" "topics"
    "article continues below" "image copyright" "media caption" "image caption"
    "media playback is unsupported on your device" "end of story" "related" "related stories" "related articles"
    "related content");

phrases!(NOTICE_STARTS:
    "story continues below" "article continues below" "article continues after" "story continues after"
    "advertisement -" "advertisement continue" "scroll to continue" "scroll down to continue" "continue reading below"
    "sign up for" "sign up to" "subscribe to our" "subscribe now" "subscribe for" "subscribe today" "follow us on"
    "like us on" "join us on" "find us on" "join the conversation" "get the latest" "get our newsletter"
    "download our app" "download the app" "click here to" "share this " "enter your email" "thank you for subscribing"
    "thanks for subscribing" "this article was originally published" "all rights reserved" "copyright ©" "© 20"
    "copyright 20" "please enable javascript" "you must be logged in" "log in to comment" "leave a comment"
    "leave a reply" "your email address will not" "have a tip" "got a tip" "something went wrong" "this is a carousel"
    "we use cookies" "der artikel wird nach" "newsletter abonnieren" "abonnieren sie" "folgen sie uns" "abonnez-vous"
    "suivez-nous" "inscrivez-vous" "suscríbete" "síguenos" "síganos" "siga-nos" "siga o" "inscreva-se" "assine"
    "iscriviti" "seguici" "riproduzione riservata" "©riproduzione" "© riproduzione" "todos los derechos"
    "todos os direitos" "tous droits réservés" "alle rechte vorbehalten" "kopírování");

/// A heading (lower case) that opens what is no longer the article.
pub fn opens_appendix(heading: &str) -> bool {
    let bare = heading.trim_matches(|letter: char| !letter.is_alphanumeric());
    APPENDIX.contains(&bare) || APPENDIX_STARTS.iter().any(|start| bare.starts_with(start))
}

phrases!(APPENDIX:
    "related" "read next" "up next" "comments" "comment" "recommended" "trending" "trending now" "popular" "latest"
    "latest news" "latest stories" "newsletter" "newsletters" "follow us" "share" "share this" "tags" "topics"
    "about the author" "about the authors" "more news" "more stories" "top stories" "sponsored" "see also"
    "you might like" "kommentare" "verwandte themen" "verwandte artikel" "mehr zum thema"
    "das könnte sie auch interessieren" "auch interessant" "meistgelesen" "sur le même sujet" "à lire aussi"
    "commentaires" "réactions" "les plus lus" "relacionados" "noticias relacionadas" "comentarios" "lo más leído"
    "te puede interesar" "más noticias" "notícias relacionadas" "leia também" "veja também" "mais lidas" "comentários"
    "leggi anche" "articoli correlati" "i più letti" "commenti" "lees ook" "reacties" "powiązane" "komentarze"
    "czytaj także" "author" "read more" "leave a reply" "leave a comment" "our standards" "share this story"
    "share this article" "join the conversation" "most popular" "editors' picks" "editor's picks");

phrases!(APPENDIX_STARTS:
    "related " "recommended " "more from " "more on " "more in " "more like " "most read" "most viewed" "most popular"
    "you may also" "you might also" "you may like" "also on " "sign up" "subscribe" "get the latest" "leave a reply"
    "leave a comment" "what to read next" "read more about" "explore more" "next article" "comments (" "don't miss"
    "top stories" "popular " "latest from" "latest in" "from the web" "around the web" "from our partners" "mehr von "
    "weitere artikel" "weitere " "lesen sie auch" "das könnte" "dans la même" "à lire" "también te"
    "artículos relacionados" "artigos relacionados" "potrebbe interessarti");

/// A line (lower case) that names a writer or a moment, as stands above an article.
pub fn is_byline(line: &str) -> bool {
    phrases!(STARTS:
    "by " "by: " "written by" "reported by" "posted by" "published" "updated" "last updated" "posted"
    "first published" "created" "last modified" "von " "veröffentlicht" "aktualisiert" "stand:" "par " "publié"
    "mis à jour" "por " "publicado" "actualizado" "atualizado" "di " "pubblicato" "aggiornato" "door " "gepubliceerd"
    "autor:" "author:" "text:" "date:" "datum:");
    let words = line.split_whitespace().count();
    let ends_sentence = line.ends_with(['.', '!', '?', ':']) && !line.ends_with("a.m.") && !line.ends_with("p.m.");
    let starts = STARTS.iter().any(|start| line.starts_with(start)) && words <= 14 && !ends_sentence;
    let reads = words <= 6
        && ["min read", "minute read", "minutes ago", "hours ago", "days ago", "min. read", "comments"]
            .iter()
            .any(|end| line.ends_with(end));
    starts || reads || is_moment(line)
}

/// Little more than a date and a time.
fn is_moment(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut numbers, mut months, mut others) = (0, 0, 0);
    for word in words {
        if word.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
            numbers += 1;
        } else if MONTHS.iter().any(|month| word.starts_with(month)) {
            months += 1;
        } else if !MOMENT_WORDS.contains(&word) {
            others += 1;
        }
    }
    numbers > 0 && (months > 0 || numbers >= 3) && others <= 1 && numbers + months <= 12 && line.len() < 100
}

phrases!(MONTHS:
    "jan" "feb" "mar" "apr" "may" "jun" "jul" "aug" "sep" "oct" "nov" "dec" "mär" "mai" "okt" "dez" "ene" "abr" "ago"
    "dic" "fév" "avr" "juin" "juil" "août" "déc" "gen" "mag" "giu" "lug" "set" "ott" "fev" "out");

phrases!(MOMENT_WORDS:
    "mon" "tue" "wed" "thu" "fri" "sat" "sun" "monday" "tuesday" "wednesday" "thursday" "friday" "saturday" "sunday"
    "am" "pm" "a" "p" "m" "at" "on" "et" "est" "edt" "gmt" "utc" "bst" "ist" "pst" "pdt" "pt" "h" "uhr" "um" "de"
    "del" "le" "à" "às" "alle" "ore" "th" "st" "nd" "rd" "cet" "cest" "published" "updated" "posted" "publicado"
    "date" "lunes" "martes" "montag" "dienstag" "mittwoch" "donnerstag" "freitag" "samstag" "sonntag");

#[cfg(test)]
mod tests {
    use super::{is_byline, is_notice, leads_elsewhere, opens_appendix};

    #[test]
    fn lines_around_an_article_are_known() {
        assert!(is_byline("by jane doe"));
        assert!(is_byline("march 3, 2020 at 10:15 am et"));
        assert!(is_byline("03.04.2021, 12:30 uhr"));
        assert!(!is_byline("by then the fire had spread to three houses in the old town."));
        assert!(!is_byline("in 2020 the town built 14 houses, in 2021 only 3"));
        assert!(is_notice("advertisement"));
        assert!(is_notice("— anzeige —"));
        assert!(!is_notice("advertisement spending fell by half"));
        assert!(leads_elsewhere("leia também: o fogo"));
        assert!(opens_appendix("related stories"));
        assert!(!opens_appendix("the related question of money"));
    }
}
