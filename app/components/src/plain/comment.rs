//! Comment as a string.

use words::interface;

use super::{Element, tag::tag_element};
use crate::{CommentOptions, TagColour, TagOptions};

/// A comment.
pub fn comment(options: &CommentOptions) -> String {
    let when = Element::new("time")
        .class("app-comment__when")
        .optional("datetime", options.datetime.as_ref())
        .text(&options.when);
    let dealt_with =
        options.is_dealt_with.then(|| tag_element(&TagOptions::new(interface::dealt_with(), TagColour::Green)));
    let head = Element::new("p")
        .class("app-comment__head")
        .child(Element::new("strong").class("app-comment__author").text(&options.author))
        .text(" ")
        .child(when)
        .text(" ")
        .children(dealt_with);
    let about = options.about.as_ref().map(|(text, href)| {
        let link = Element::new("a").class("govuk-link").attribute("href", href).text(text);
        Element::new("p").class("app-comment__about").child(link)
    });
    let lines = options.lines.iter().map(|text| Element::new("p").class("app-comment__line").text(text));
    Element::new("article")
        .optional("id", options.id.as_ref())
        .class(options.class())
        .child(head)
        .children(about)
        .children(lines)
        .html()
}
