//! What the names that page builders give their elements say about a passage.
//!
//! General words in several languages only: nothing here names a site.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What an element's class and id say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Role {
    /// Part of the page around the article: sharing, advertising, related pages, comments …
    pub around: bool,
    /// What other people wrote below it.
    pub comments: bool,
    /// Who wrote it and when.
    pub byline: bool,
    /// Words about a picture.
    pub caption: bool,
    /// The article's text, by a name that hardly means anything else.
    pub body: bool,
    /// Somewhere around the article's text.
    pub article: bool,
}

impl Role {
    /// The role that an id gives. Ids made of a heading's words say nothing about what they are.
    pub fn of_id(value: &str) -> Role {
        if words_of(value).len() > 4 { Role::default() } else { Role::of(value) }
    }

    /// The role that a class gives.
    pub fn of(value: &str) -> Role {
        let mut role = Role::default();
        for name in value.split_ascii_whitespace().take(24) {
            role.add(name);
        }
        if role.around || role.comments || role.byline {
            role.body = false;
            role.article = false;
        }
        role
    }

    pub fn or(self, other: Role) -> Role {
        Role {
            around: self.around || other.around,
            comments: self.comments || other.comments,
            byline: self.byline || other.byline,
            caption: self.caption || other.caption,
            body: self.body || other.body,
            article: self.article || other.article,
        }
    }

    fn add(&mut self, name: &str) {
        let words = words_of(name);
        let Some(first) = words.first() else { return };
        // `has-ads`, `no-sidebar`, `js-comments` speak of a page's state, not of what is inside.
        if matches!(first.as_str(), "has" | "no" | "with" | "without" | "is" | "not") && words.len() > 1 {
            return;
        }
        // What a blog's program says about the entry (`category-social-media`), not about its element.
        if matches!(first.as_str(), "category" | "tag" | "type" | "status" | "format" | "term" | "topic")
            && words.len() > 1
        {
            return;
        }
        for word in &words {
            let word = word.as_str();
            self.comments |= COMMENTS.contains(word);
            self.byline |= BYLINE.contains(word);
            self.caption |= CAPTION.contains(word);
            self.around |= AROUND.contains(word);
            self.article |= ARTICLE.contains(word);
        }
        for start in 0..words.len() {
            let mut joined = String::new();
            for word in words.iter().skip(start).take(4) {
                if !joined.is_empty() {
                    joined.push('-');
                }
                joined.push_str(word);
                self.byline |= BYLINE_PAIRS.contains(joined.as_str());
                self.around |= AROUND_PAIRS.contains(joined.as_str());
                self.body |= BODY_PAIRS.contains(joined.as_str());
            }
        }
    }
}

/// `c-relatedLinks__item2` into `c related links item`.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for letter in name.chars().take(80) {
        let begins_word = !letter.is_alphabetic() || letter.is_uppercase() && was_lower;
        if begins_word && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphabetic() {
            word.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

macro_rules! words {
    ($name:ident: $($word:literal)*) => {
        static $name: LazyLock<HashSet<&'static str>> = LazyLock::new(|| HashSet::from([$($word),*]));
    };
}

words!(COMMENTS:
    "comments" "comment" "commentlist" "commentform" "disqus" "respond" "reply" "replies" "kommentare" "kommentar"
    "commentaires" "commentaire" "comentarios" "comentario" "commenti" "reacties" "komentarze" "discussion" "coral"
    "livefyre");

words!(BYLINE:
    "byline" "bylines" "author" "authors" "autor" "autoren" "auteur" "auteurs" "autore" "timestamp" "datetime"
    "pubdate" "published" "datepublished" "postmeta" "dateline" "reporter" "writer" "contributor" "contributors"
    "biography" "bio" "credits" "verfasser" "redacteur" "metadata" "postdate" "entrymeta" "articlemeta");

words!(BYLINE_PAIRS:
    "entry-meta" "post-meta" "article-meta" "story-meta" "meta-data" "post-info" "article-info" "article-date"
    "post-date" "entry-date" "publish-date" "published-date" "publication-date" "pub-date" "story-date" "date-time"
    "time-stamp" "read-time" "reading-time" "article-header" "story-header" "post-header" "entry-header" "entry-title"
    "post-title" "article-title" "article-headline" "story-headline");

words!(CAPTION:
    "caption" "captions" "figcaption" "credit" "imagecaption" "photocaption" "thumbcaption" "photocredit"
    "bildunterschrift" "legende" "copyright" "didascalia" "slideshow" "gallery" "carousel" "lightbox" "bildergalerie"
    "galerie");

words!(AROUND:
    "related" "relateds" "recommended" "recommendation" "recommendations" "recommend" "recirc" "recirculation" "promo"
    "promos" "promotion" "promoted" "newsletter" "newsletters" "subscribe" "subscription" "signup" "share" "shares"
    "sharing" "sharebar" "sharethis" "addthis" "addtoany" "sociable" "social" "socials" "socialmedia" "sidebar"
    "advert" "adverts" "advertisement" "advertising" "advertisment" "ads" "ad" "adsense" "adslot" "adbox" "adunit"
    "adcontainer" "adwrapper" "dfp" "gpt" "sponsor" "sponsored" "sponsors" "outbrain" "taboola" "teads" "zergnet"
    "revcontent" "plista" "ligatus" "footer" "foot" "nav" "navbar" "navigation" "menu" "submenu" "breadcrumb"
    "breadcrumbs" "crumbs" "tags" "taglist" "tagcloud" "toolbar" "toolbox" "popup" "modal" "cookie" "cookies"
    "consent" "gdpr" "pagination" "pager" "paginator" "print" "trending" "teaser" "teasers" "popular" "mostread"
    "mostviewed" "masthead" "signin" "login" "vote" "votes" "survey" "feedback" "correction" "tooltip" "dropdown"
    "noprint" "screenreader" "offer" "donate" "donation" "shop" "cart" "upsell" "sharedaddy" "jetpack" "yarpp" "crp"
    "nextprev" "widget" "rail" "seealso" "readmore" "interstitial" "onward" "alsoread" "partner" "partners" "werbung"
    "anzeige" "anzeigen" "empfehlungen" "verwandte" "weitere" "mehr" "publicite" "publicidad" "publicidade"
    "pubblicita" "reklama" "relacionados" "relacionadas" "relacionado" "relacionada" "correlati" "correlate"
    "compartir" "compartilhe" "partager" "condividi" "teilen" "gerelateerd" "infobox" "navbox" "mbox" "catlinks"
    "editsection" "vcard" "buttons" "button" "btn" "cta" "callout" "disclaimer" "legal" "playlist" "autoplay"
    "followus" "follow" "subnav" "topics" "keywords" "tagged" "hashtag" "categories" "kicker" "eyebrow" "flyout"
    "barra" "marketplace" "affiliate" "viafoura");

words!(AROUND_PAIRS:
    "read-more" "read-next" "up-next" "most-popular" "most-read" "most-viewed" "sign-up" "follow-us" "also-like"
    "more-stories" "more-from" "more-on" "see-also" "you-may" "next-article" "next-post" "prev-next" "post-nav"
    "post-footer" "article-footer" "entry-footer" "tag-list" "post-tags" "about-author" "email-alert" "in-this"
    "top-stories" "latest-news" "bottom-bar" "action-bar" "utility-bar" "call-to-action" "text-size" "font-size"
    "article-tools" "story-tools" "page-tools" "link-list" "links-list" "linklist" "mc-embed" "lire-aussi"
    "leia-tambem" "leia-mais" "lea-tambien" "leggi-anche" "lees-ook" "visually-hidden" "sr-only" "screen-reader"
    "error-message");

words!(BODY_PAIRS:
    "article-body" "articlebody" "article-content" "articlecontent" "article-text" "articletext" "article-copy"
    "article-main-body" "article-body-text" "article-page-content" "art-content" "art-body" "story-body" "storybody"
    "story-content" "storycontent" "story-text" "storytext" "story-copy" "post-content" "postcontent" "post-body"
    "postbody" "post-text" "post-entry" "post-bodycopy" "entry-content" "entrycontent" "entry-body" "entry-text"
    "body-text" "bodytext" "body-copy" "bodycopy" "body-content" "content-body" "contentbody" "content-text"
    "content-article" "single-content" "blog-content" "blog-post-content" "news-content" "news-text" "news-body"
    "news-article-body" "newstext" "field-name-body" "field-body" "fulltext" "full-text" "text-body" "main-text"
    "rich-text" "richtext" "wysiwyg" "prose" "page-article" "artikel-text" "artikeltext" "artikel-body"
    "artikel-inhalt" "artikel-content" "beitrag-text" "article-contenu" "contenu-article" "texte-article"
    "corps-article" "article-corps" "cuerpo-noticia" "cuerpo-articulo" "articulo-cuerpo" "contenido-noticia"
    "texto-noticia" "nota-cuerpo" "cuerpo-nota" "materia-conteudo" "corpo-noticia" "conteudo-materia" "corpo-articolo"
    "testo-articolo" "articolo-testo" "articolo-corpo" "artikel-inhoud" "tresc-artykulu" "itemfulltext");

words!(ARTICLE:
    "article" "story" "post" "entry" "artikel" "articulo" "articolo" "noticia" "beitrag" "content" "main" "text"
    "body" "news" "hentry" "single");

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn names_tell_what_is_inside() {
        for (name, around, body) in [
            ("entry-content", false, true),
            ("c-article__body", false, true),
            ("articleBody js-x", false, true),
            ("relatedLinks", true, false),
            ("article-body-newsletter", true, false),
            ("has-sidebar article-body", false, true),
            ("social_share", true, false),
            ("padding-adjusted", false, false),
            ("x1", false, false),
        ] {
            let role = Role::of(name);
            assert_eq!((role.around, role.body), (around, body), "{name}");
        }
        assert!(Role::of("postComments").comments);
        assert!(Role::of("wp-caption-text").caption);
    }
}
