//! What the full-text index keeps of a document, and how tantivy is given our words.

use pandect_core::fold::fold;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, TantivyDocument};

use super::Document;
use crate::analysis::{Analyzer, Language, Memo, Purpose, Words, primary_subtag};

/// A word of the title counts as so many in the text. They are put into the text field so often:
/// one field then answers all of a query, which lets tantivy skip what cannot be among the best.
const TITLE_WEIGHT: usize = 4;

const TOKENIZER: &str = "pandect";

/// The field by which the documents of a segment are ordered.
pub(super) const LENGTH: &str = "length";

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Where the article is; names the document.
    pub(super) path: Field,
    /// Its title, stored, and searched by `title:`.
    pub(super) title: Field,
    /// Its folded title as one term.
    pub(super) name: Field,
    /// Its title and text.
    pub(super) text: Field,
    /// Primary subtag of its language.
    pub(super) language: Field,
    /// Its categories, folded, to be searched by.
    pub(super) category: Field,
    /// Its categories as they are written, to be counted.
    pub(super) categories: Field,
    /// How much it matters.
    pub(super) importance: Field,
    /// Its text, packed, where that is kept.
    pub(super) kept: Field,
    /// Length of its text in bytes; gives the documents of a segment their order.
    pub(super) length: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let mut builder = Schema::builder();
    let fields = Fields {
        path: builder.add_text_field("path", STRING | STORED),
        // Stored apart from what is searched: that begins with the marker of its language.
        title: builder.add_text_field("title", words.clone() | STORED),
        name: builder.add_text_field("name", STRING),
        text: builder.add_text_field("text", words),
        language: builder.add_text_field("language", STRING | FAST),
        category: builder.add_text_field("category", STRING),
        categories: builder.add_text_field("categories", FAST),
        importance: builder.add_u64_field("importance", FAST),
        kept: builder.add_bytes_field("kept", STORED),
        length: builder.add_u64_field(LENGTH, FAST),
    };
    (builder.build(), fields)
}

pub(super) fn register(index: &Index) {
    index.tokenizers().register(TOKENIZER, Tokens::default());
}

pub(super) fn document(
    fields: &Fields,
    document: &Document<'_>,
    fallback: &str,
) -> TantivyDocument {
    let tag = if document.language.is_empty() {
        fallback
    } else {
        document.language
    };
    let marker = Language::of(tag).marker();
    let title = format!("{marker}{}", document.title);
    let mut made = TantivyDocument::default();
    made.add_text(fields.path, document.path);
    made.add_text(fields.name, fold(document.title));
    for _ in 0..TITLE_WEIGHT {
        made.add_text(fields.text, &title);
    }
    made.add_text(fields.title, title);
    made.add_text(fields.text, format!("{marker}{}", document.text));
    made.add_text(fields.language, primary_subtag(tag));
    for category in document.categories {
        made.add_text(fields.category, fold(category));
        made.add_text(fields.categories, category);
    }
    made.add_u64(fields.importance, u64::from(document.importance));
    made.add_u64(fields.length, document.text.len() as u64);
    made
}

/// A title as it is stored, without the marker before it, and the language that this is of.
pub(super) fn without_marker(title: &str) -> (&str, Language) {
    let mut characters = title.chars();
    match characters.next().and_then(Language::from_marker) {
        Some(language) => (characters.as_str(), language),
        None => (title, Language::default()),
    }
}

/// Cuts texts that begin with the marker of their language.
#[derive(Clone, Default)]
struct Tokens {
    memo: Memo,
}

impl Tokenizer for Tokens {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        let language = text.chars().next().and_then(Language::from_marker);
        let analyzer = Analyzer::new(language.unwrap_or_default());
        let words = analyzer.words(text, Purpose::Text);
        Terms {
            text,
            words,
            analyzer,
            memo: &mut self.memo,
            token: Token::default(),
        }
    }
}

/// The terms of a text, as tantivy asks for them.
struct Terms<'a> {
    text: &'a str,
    words: Words<'a>,
    analyzer: Analyzer,
    memo: &'a mut Memo,
    token: Token,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        let term = &mut self.token.text;
        self.memo
            .term(&self.analyzer, &self.text[word.clone()], term);
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
