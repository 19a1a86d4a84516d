//! An element while it is written.

use std::fmt::{self, Display, Formatter};

use super::{escape, escape_textarea};

/// An element with its attributes and content. Names are literals of the program, values and texts are escaped.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attributes: String,
    content: String,
}

impl Element {
    /// `<name>`, empty.
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: String::new(), content: String::new() }
    }

    /// With this attribute.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        self.attributes.push_str(&escape(value.as_ref()));
        self.attributes.push('"');
        self
    }

    /// With this attribute, if there is a value.
    #[must_use]
    pub fn optional(self, name: &'static str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// With this attribute without value, if `is_set`.
    #[must_use]
    pub fn flag(mut self, name: &'static str, is_set: bool) -> Self {
        if is_set {
            self.attributes.push(' ');
            self.attributes.push_str(name);
        }
        self
    }

    /// With this class.
    #[must_use]
    pub fn class(self, class: impl AsRef<str>) -> Self {
        self.attribute("class", class)
    }

    /// With this id.
    #[must_use]
    pub fn id(self, id: impl AsRef<str>) -> Self {
        self.attribute("id", id)
    }

    /// Then this text.
    #[must_use]
    pub fn text(mut self, text: impl AsRef<str>) -> Self {
        self.content.push_str(&escape(text.as_ref()));
        self
    }

    /// Then this text as the content of a `<textarea>`.
    #[must_use]
    pub fn textarea_text(mut self, text: &str) -> Self {
        self.content.push_str(&escape_textarea(text));
        self
    }

    /// Then this element.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        child.write_to(&mut self.content);
        self
    }

    /// Then these elements.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Element>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Then markup that a function of this module returned. Never give it a text.
    #[must_use]
    pub fn markup(mut self, html: impl AsRef<str>) -> Self {
        self.content.push_str(html.as_ref());
        self
    }

    /// As it is put into a page.
    pub fn html(self) -> String {
        let mut html = String::with_capacity(self.attributes.len() + self.content.len() + 32);
        self.write_to(&mut html);
        html
    }

    fn write_to(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.name);
        html.push_str(&self.attributes);
        html.push('>');
        if matches!(self.name, "input" | "br" | "hr" | "meta" | "link") {
            return;
        }
        html.push_str(&self.content);
        html.push_str("</");
        html.push_str(self.name);
        html.push('>');
    }
}

impl Display for Element {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut html = String::new();
        self.write_to(&mut html);
        formatter.write_str(&html)
    }
}

/// A text that is only read out.
pub(super) fn visually_hidden(text: impl AsRef<str>) -> Element {
    Element::new("span").class("govuk-visually-hidden").text(text)
}
