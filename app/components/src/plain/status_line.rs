//! Status line as a string.

use super::Element;
use crate::StatusLineOptions;

/// A status line.
pub fn status_line(options: &StatusLineOptions) -> String {
    let text = Element::new("span").class("app-status-line__text").text(&options.text);
    Element::new("p").class(options.tone.class()).attribute("role", "status").child(text).html()
}
