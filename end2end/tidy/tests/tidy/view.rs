//! Finds the markup in `view!`: its tags, and the text that stands between them. Blocks in braces are Rust and are not
//! looked into; a `view!` inside one is found by itself.

use crate::source::{Source, closing, line_of};

/// One opening tag.
pub struct Tag {
    pub name: String,
    /// Its attributes as code, literals emptied.
    pub attributes: String,
    pub line: usize,
    /// Does anything stand between it and its closing tag?
    pub has_children: bool,
}

/// What is written down in the `view!`s of one file.
#[derive(Default)]
pub struct Markup {
    pub tags: Vec<Tag>,
    /// Text between tags: its line, its words.
    pub texts: Vec<(usize, String)>,
}

pub fn read(source: &Source) -> Markup {
    let mut markup = Markup::default();
    for (at, name) in source.code.match_indices("view!") {
        let open =
            at + name.len() + source.code[at + name.len()..].chars().take_while(|space| space.is_whitespace()).count();
        if let Some(end) = closing(&source.code, open) {
            body(source, open + 1, end - 1, &mut markup);
        }
    }
    markup
}

fn body(source: &Source, from: usize, to: usize, markup: &mut Markup) {
    let code = source.code.as_bytes();
    let mut at = from;
    while at < to {
        match code[at] {
            b'<' => {
                let end = tag_end(&source.code, at, to);
                markup.tags.extend(tag(&source.code, at, end, to));
                at = end;
            }
            b'{' => at = closing(&source.code, at).unwrap_or(to),
            b'"' => {
                let end = source.code[at + 1..to].find('"').map_or(to, |length| at + 1 + length + 1);
                markup.texts.push((line_of(&source.code, at), source.literals[at..end].trim().to_owned()));
                at = end;
            }
            byte if byte.is_ascii_alphanumeric() => {
                let end = source.code[at..to].find(['<', '{', '"']).map_or(to, |length| at + length);
                markup.texts.push((line_of(&source.code, at), source.code[at..end].trim().to_owned()));
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// One place after the `>` of a tag. An arrow in a closure is not one, and a bracket hides what is in it.
fn tag_end(code: &str, from: usize, to: usize) -> usize {
    let bytes = code.as_bytes();
    let mut at = from + 1;
    while at < to {
        match bytes[at] {
            b'{' | b'(' | b'[' => at = closing(code, at).unwrap_or(to),
            b'>' if ![b'-', b'='].contains(&bytes[at - 1]) => return at + 1,
            _ => at += 1,
        }
    }
    to
}

fn tag(code: &str, from: usize, end: usize, to: usize) -> Option<Tag> {
    let inside = code[from + 1..end].trim_end_matches('>');
    let name: String = inside.chars().take_while(|part| part.is_alphanumeric() || "-_:".contains(*part)).collect();
    if name.is_empty() {
        return None;
    }
    let closed = inside.ends_with('/');
    let attributes = inside[name.len()..].trim_end_matches('/').to_owned();
    let has_children = !closed && !code[end..to].trim_start().starts_with("</");
    Some(Tag { name, attributes, line: line_of(code, from), has_children })
}

#[test]
fn tags_and_texts_are_found_and_rust_is_not() {
    let text = "fn f() { view! {\n<p class=\"a\" on:click=move |e| { if a > b { g(e) } }>\"Good \" {name(\"no\")} day</p>\n<textarea prop:value=move || x/>\n<textarea></textarea><script>{y}</script> } }";
    let markup = read(&Source::read(text));
    let tags: Vec<(&str, bool, usize)> =
        markup.tags.iter().map(|tag| (tag.name.as_str(), tag.has_children, tag.line)).collect();
    assert_eq!(tags, [("p", true, 2), ("textarea", false, 3), ("textarea", false, 4), ("script", true, 4)]);
    assert_eq!(markup.texts, [(2, "Good".to_owned()), (2, "day".to_owned())]);
}
