//! Files of annotations in JSON, of either kind: which one it is, every entry tells.

use std::collections::HashSet;

use serde_json::Value;

use super::gathering::Gathering;
use super::hypothesis::{self, Reply};
use super::json::{Entries, each, has_type, id_of, read_entries};
use super::{Error, MAX_NOTE, Mark, MarksSource, Read, web_annotation};

/// Reads a file in JSON.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut annotations = Annotations::default();
    read_entries(text, &mut annotations)?;
    annotations.finish()
}

#[derive(Default)]
struct Annotations {
    gathering: Gathering,
    replies: Vec<Reply>,
    reply_ids: HashSet<String>,
    /// Entries of each kind.
    model_count: usize,
    hypothesis_count: usize,
    /// What the lists of the file say of its kind.
    is_web_annotation: bool,
    is_hypothesis: bool,
}

impl Entries for Annotations {
    fn entry(&mut self, entry: &Value) -> Result<(), Error> {
        let number = self.gathering.next_entry()?;
        let what = match id_of(entry) {
            Some(id) => id.to_owned(),
            None => format!("annotation {number}"),
        };
        if hypothesis::is_annotation(entry) {
            return self.of_hypothesis(entry, &what);
        }
        if web_annotation::is_annotation(entry) {
            return self.of_the_model(entry, &what);
        }
        let why = match entry {
            Value::String(_) => "only its address stands in the file",
            _ => "it is no annotation",
        };
        self.gathering.skip(&what, why);
        Ok(())
    }

    fn too_large(&mut self, beginning: &Value) -> Result<(), Error> {
        let number = self.gathering.next_entry()?;
        let what = id_of(beginning).map_or_else(|| format!("annotation {number}"), str::to_owned);
        if hypothesis::is_annotation(beginning) {
            self.hypothesis_count += 1;
        } else if web_annotation::is_annotation(beginning) {
            self.model_count += 1;
        }
        self.gathering.skip(&what, "it has too many parts");
        Ok(())
    }

    fn list(&mut self, about: &Value, lists: &[&'static str]) {
        let has_list = |name: &str| lists.contains(&name);
        self.is_hypothesis |= has_list("annotations") || has_list("rows");
        let is_collection = ["AnnotationCollection", "AnnotationPage"]
            .iter()
            .any(|kind| has_type(about, kind));
        let contexts = each(about.get("@context"));
        self.is_web_annotation |= is_collection
            || contexts.iter().any(|context| {
                context
                    .as_str()
                    .is_some_and(|text| text.contains("/ns/anno"))
            });
    }

    fn missing_page(&mut self, address: &str) -> Result<(), Error> {
        self.gathering.next_entry()?;
        self.gathering
            .skip(address, "this page of annotations is not in the file");
        Ok(())
    }
}

impl Annotations {
    fn of_hypothesis(&mut self, entry: &Value, what: &str) -> Result<(), Error> {
        self.hypothesis_count += 1;
        if let Some(reply) = Reply::of(entry, what) {
            if self.reply_ids.insert(what.to_owned()) {
                self.replies.push(reply);
            }
            return Ok(());
        }
        self.take(what, hypothesis::annotation(entry))
    }

    fn of_the_model(&mut self, entry: &Value, what: &str) -> Result<(), Error> {
        self.model_count += 1;
        let targets = web_annotation::targets(entry);
        let is_one = targets.len() == 1;
        for (at, mark) in web_annotation::marks(entry, targets).enumerate() {
            if is_one {
                self.take(what, mark)?;
            } else {
                // The entry was counted for its first target.
                if at > 0 {
                    self.gathering.next_entry()?;
                }
                self.take(&format!("{what} (target {})", at + 1), mark)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, what: &str, mark: Result<Mark, String>) -> Result<(), Error> {
        match mark {
            Ok(mark) => return self.gathering.keep(what, mark),
            Err(why) => self.gathering.skip(what, why),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Read, Error> {
        let source = if self.hypothesis_count > self.model_count {
            MarksSource::Hypothesis
        } else if self.model_count > 0 || self.is_web_annotation {
            MarksSource::WebAnnotation
        } else if self.is_hypothesis && self.gathering.is_empty() {
            MarksSource::Hypothesis
        } else {
            return Err(Error::Unsupported);
        };
        let mut replies = std::mem::take(&mut self.replies);
        replies.sort_by_key(Reply::order);
        for reply in replies {
            let Some(mark) = self.gathering.by_id(&reply.root) else {
                let why = "it answers an annotation that is not among those read";
                self.gathering.skip(&reply.what, why);
                continue;
            };
            let length = mark.note.len();
            reply.append(&mut mark.note);
            // Counted in bytes, which is done at once for any number of replies.
            if mark.note.len() > MAX_NOTE {
                mark.note.truncate(length);
                let why = format!("with it the note would be longer than {MAX_NOTE} bytes");
                self.gathering.skip(&reply.what, why);
            }
        }
        Ok(self.gathering.finish(source))
    }
}
