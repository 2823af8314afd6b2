//! An item as it is indexed.

use model::{ItemId, Kind, Language, SourceId, StoryId, Time, Topic};
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};

use crate::words::{Exactly, spaced};

#[derive(Debug, Clone, PartialEq)]
pub struct SearchDoc {
    pub id: ItemId,
    pub story: StoryId,
    pub source: SourceId,
    pub language: Language,
    pub title: String,
    pub standfirst: String,
    /// Plain text.
    pub body_text: String,
    pub byline: String,
    pub source_title: String,
    pub topics: Vec<Topic>,
    pub published: Time,
    pub kind: Kind,
}

/// Nothing is stored but what an answer needs, and that in columns.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    pub(crate) id: Field,
    pub(crate) story: Field,
    pub(crate) source: Field,
    pub(crate) topic: Field,
    pub(crate) published: Field,
    pub(crate) language: Field,
    pub(crate) kind: Field,
    /// Stems of the item's own language.
    pub(crate) title: Field,
    pub(crate) body: Field,
    /// The title's words as written, for the beginnings of words.
    pub(crate) title_words: Field,
    /// As written.
    pub(crate) byline: Field,
    pub(crate) source_name: Field,
}

/// Body and title take part up to here; what is longer is not read to its end by anybody.
const MOST_BYTES: usize = 200_000;

impl Fields {
    pub(crate) fn new() -> Fields {
        let mut schema = Schema::builder();
        let text = |positions: bool| {
            let option =
                if positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
            let indexing = TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let id = schema.add_i64_field("id", INDEXED | FAST);
        let story = schema.add_i64_field("story", FAST);
        let source = schema.add_i64_field("source", INDEXED);
        let topic = schema.add_u64_field("topic", INDEXED);
        let published = schema.add_i64_field("published", FAST);
        let language = schema.add_text_field("language", STRING);
        let kind = schema.add_text_field("kind", STRING);
        let title = schema.add_text_field("title", text(true));
        let body = schema.add_text_field("body", text(true));
        let title_words = schema.add_text_field("title_words", text(false));
        let byline = schema.add_text_field("byline", text(true));
        let source_name = schema.add_text_field("source_name", text(true));
        let schema = schema.build();
        Fields {
            schema,
            id,
            story,
            source,
            topic,
            published,
            language,
            kind,
            title,
            body,
            title_words,
            byline,
            source_name,
        }
    }

    pub(crate) fn document(&self, doc: &SearchDoc) -> TantivyDocument {
        let mut row = TantivyDocument::default();
        row.add_i64(self.id, doc.id.0);
        row.add_i64(self.story, doc.story.0);
        row.add_i64(self.source, doc.source.0);
        row.add_i64(self.published, doc.published.0);
        row.add_text(self.language, doc.language.tag());
        row.add_text(self.kind, doc.kind.word());
        for topic in with_broader(&doc.topics) {
            row.add_u64(self.topic, u64::from(topic.0));
        }
        row.add_text(self.title, spaced(start(&doc.title), doc.language, Exactly::No));
        row.add_text(self.title_words, spaced(start(&doc.title), doc.language, Exactly::Yes));
        for text in [&doc.standfirst, &doc.body_text] {
            row.add_text(self.body, spaced(start(text), doc.language, Exactly::No));
        }
        for (field, text) in [(self.byline, &doc.byline), (self.source_name, &doc.source_title)] {
            row.add_text(field, spaced(start(text), doc.language, Exactly::Yes));
        }
        row
    }
}

pub(crate) fn with_broader(topics: &[Topic]) -> Vec<Topic> {
    let mut all: Vec<Topic> = topics.iter().copied().chain(topics.iter().filter_map(|topic| topic.parent())).collect();
    all.sort_unstable();
    all.dedup();
    all
}

pub(crate) fn start(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_BYTES)]
}
