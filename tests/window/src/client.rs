//! A small WebDriver client: <https://www.w3.org/TR/webdriver2/>.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// How long the driver may take for one command. It hangs when the program that it waits for is
/// gone, and a test must not.
const PATIENCE: Duration = Duration::from_mins(1);

/// The key under which an element's reference is given, by the standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    /// The element that a script answered with.
    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        Some(Self(value[ELEMENT].as_str()?.to_owned()))
    }

    /// As an argument of a script.
    pub(crate) fn value(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }

    /// The reference in a command's path.
    pub(crate) fn reference(&self) -> &str {
        &self.0
    }
}

/// A connection to the driver.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
}

impl Client {
    /// The driver on a port of this machine.
    pub(crate) fn new(port: u16) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .new_agent();
        Self {
            agent,
            base: format!("http://127.0.0.1:{port}"),
        }
    }

    /// Asks with GET.
    pub(crate) fn get(&self, path: &str) -> Result<Value, String> {
        answer(self.agent.get(format!("{}{path}", self.base)).call())
    }

    /// Asks with POST.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("content-type", "application/json; charset=utf-8");
        answer(request.send(body.to_string()))
    }

    /// Asks with DELETE.
    pub(crate) fn delete(&self, path: &str) -> Result<Value, String> {
        answer(self.agent.delete(format!("{}{path}", self.base)).call())
    }
}

/// What the driver answered, or what it, or the way to it, complained of.
fn answer(
    response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value, String> {
    let mut response = response.map_err(|error| format!("the driver does not answer: {error}"))?;
    // Screenshots are larger than what is read by default.
    let text = response
        .body_mut()
        .with_config()
        .limit(256 << 20)
        .read_to_string();
    let text = text.map_err(|error| format!("the driver broke off: {error}"))?;
    let mut value: Value =
        serde_json::from_str(&text).map_err(|error| format!("the driver wrote {text}: {error}"))?;
    let value = value["value"].take();
    match value["error"].as_str() {
        Some(error) => Err(format!(
            "{error}: {}",
            value["message"].as_str().unwrap_or_default()
        )),
        None => Ok(value),
    }
}
