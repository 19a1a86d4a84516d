//! The engine without a page: what the session of the wizard holds and asks, and nothing around it.

use app::wizard::live::OpenDraft;
use interview::change::HeldAnswer;
use interview::place::Place;
use interview::value::{Held, Read, Value};
use interview::wire::read_item_value;
use interview::{Compiled, Draft};
use serde_json::Value as Json;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// A draft under evaluation.
#[wasm_bindgen]
pub struct Engine {
    draft: Draft,
}

#[wasm_bindgen]
impl Engine {
    /// Loads a definition, folds the log of a draft and judges everything.
    ///
    /// # Errors
    /// What is wrong with the files, as a sentence.
    #[wasm_bindgen(constructor)]
    pub fn new(definition: &[u8], texts: Vec<u8>, draft: &[u8]) -> Result<Self, JsError> {
        console_error_panic_hook::set_once();
        let opened: OpenDraft = serde_json::from_slice(draft)?;
        let definition = Compiled::load(definition, None, &[("en".to_owned(), texts)])
            .map_err(|error| JsError::new(&format!("{error:?}")))?;
        let draft_id = operations::DraftId(opened.overview.draft.draft.uuid().as_u128());
        let fold = operations::fold(definition.package(), draft_id, &opened.log);
        let answers = fold.answers(definition.package());
        Ok(Self { draft: Draft::open(definition, opened.today, &answers) })
    }

    /// Answers a question; everything that follows is judged.
    ///
    /// # Errors
    /// No such question, or no value of its type.
    pub fn set(&mut self, id: &str, value: &JsValue) -> Result<(), JsError> {
        let at = self.place(id)?;
        let json = match value.as_f64() {
            #[allow(clippy::cast_possible_truncation, reason = "the questionnaire has small whole numbers")]
            Some(number) => Json::from(number as i64),
            None => Json::from(value.as_string().unwrap_or_default()),
        };
        let package = self.draft.compiled().package();
        let value = read_item_value(package, at.item, &json).ok_or_else(|| JsError::new("no value of its type"))?;
        let read = Some(self.draft.fingerprint(&at));
        let refused = self.draft.hold(&at, HeldAnswer { held: Held::Value(value), read });
        refused.map(drop).map_err(|refused| JsError::new(refused.name()))
    }

    /// Whether a question is asked.
    ///
    /// # Errors
    /// No such question.
    pub fn visible(&self, id: &str) -> Result<bool, JsError> {
        Ok(self.draft.relevant(&self.place(id)?).is_yes())
    }

    /// What a total is; none while it waits.
    ///
    /// # Errors
    /// No such total.
    pub fn total(&self, id: &str) -> Result<Option<f64>, JsError> {
        Ok(match self.draft.read(&self.place(id)?) {
            #[allow(clippy::cast_precision_loss, reason = "the questionnaire has small whole numbers")]
            Read::Value(Value::Count(count)) => Some(count as f64),
            _ => None,
        })
    }
}

impl Engine {
    fn place(&self, id: &str) -> Result<Place, JsError> {
        let item = self.draft.compiled().item(id).ok_or_else(|| JsError::new("no such item"))?;
        Ok(Place { item, rows: Vec::new() })
    }
}
