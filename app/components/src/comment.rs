//! A remark of one person to another about an application or an answer.

use leptos::prelude::*;
use words::interface;

use crate::{Tag, TagColour, TagOptions};

/// Options of a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentOptions {
    /// Its id, for links.
    pub id: Option<String>,
    /// Who wrote it.
    pub author: String,
    /// When, as written.
    pub when: String,
    /// The same, for machines.
    pub datetime: Option<String>,
    /// What it is about: text and address of the question.
    pub about: Option<(String, String)>,
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether it was dealt with.
    pub is_dealt_with: bool,
}

impl CommentOptions {
    pub(crate) fn class(&self) -> &'static str {
        if self.is_dealt_with { "app-comment app-comment--dealt-with" } else { "app-comment" }
    }
}

/// A comment.
#[component]
pub fn Comment(
    /// Author, instant, lines.
    options: CommentOptions,
) -> impl IntoView {
    let class = options.class();
    let CommentOptions { id, author, when, datetime, about, lines, is_dealt_with } = options;
    let tag = || TagOptions::new(interface::dealt_with(), TagColour::Green);
    let about = about.map(|(text, href)| {
        view! {
            <p class="app-comment__about">
                <a class="govuk-link" href=href>
                    {text}
                </a>
            </p>
        }
    });
    let lines = lines.into_iter().map(|text| view! { <p class="app-comment__line">{text}</p> });
    view! {
        <article id=id class=class>
            <p class="app-comment__head">
                <strong class="app-comment__author">{author}</strong>
                " "
                <time class="app-comment__when" datetime=datetime>
                    {when}
                </time>
                " "
                {is_dealt_with.then(|| view! { <Tag options=tag() /> })}
            </p>
            {about}
            {lines.collect_view()}
        </article>
    }
}
