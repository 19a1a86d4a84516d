//! Reads HTML into a tree in which two writings of the same thing are equal: comments (marks of hydration) are gone,
//! attributes sorted, texts joined, texts of white space alone left out.

use std::{collections::BTreeMap, fmt::Write};

/// An element or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// An element; a flag has an empty value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }

    /// This element and all below it.
    pub fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        for child in &self.children {
            if let Node::Element(element) = child {
                found.extend(element.all());
            }
        }
        found
    }

    /// All text below it.
    pub fn text(&self) -> String {
        let part = |child: &Node| match child {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        };
        self.children.iter().map(part).collect()
    }

    /// One line an element, one an own text, two spaces a level.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        self.write(0, &mut lines);
        lines
    }

    fn write(&self, depth: usize, lines: &mut String) {
        let indent = "  ".repeat(depth);
        let attributes: String = self.attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
        writeln!(lines, "{indent}<{}{attributes}>", self.name).unwrap();
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(depth + 1, lines),
                Node::Text(text) => writeln!(lines, "{indent}  {text:?}").unwrap(),
            }
        }
    }
}

/// Reads a fragment; the root is an element without name.
pub fn read(html: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->").unwrap() + 3..];
        } else if let Some(mark) = rest.strip_prefix("<!>") {
            rest = mark;
        } else if let Some(closing) = rest.strip_prefix("</") {
            let end = closing.find('>').unwrap();
            let element = open.pop().unwrap();
            assert_eq!(element.name, &closing[..end], "the element that closes is the one that is open: {html}");
            open.last_mut().unwrap().children.push(Node::Element(element));
            rest = &closing[end + 1..];
        } else if rest.starts_with('<') {
            let (element, after) = read_tag(&rest[1..]);
            let is_void = matches!(element.name.as_str(), "input" | "br" | "hr");
            if is_void || after.1 {
                open.last_mut().unwrap().children.push(Node::Element(element));
            } else {
                open.push(element);
            }
            rest = after.0;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            push_text(&mut open.last_mut().unwrap().children, decode(&rest[..end]));
            rest = &rest[end..];
        }
    }
    assert_eq!(open.len(), 1, "every element is closed: {html}");
    let mut root = open.pop().unwrap();
    tidy(&mut root);
    root
}

fn push_text(children: &mut Vec<Node>, text: String) {
    match children.last_mut() {
        Some(Node::Text(before)) => before.push_str(&text),
        _ => children.push(Node::Text(text)),
    }
}

fn tidy(element: &mut Element) {
    element.children.retain(|child| !matches!(child, Node::Text(text) if text.trim().is_empty()));
    for child in &mut element.children {
        if let Node::Element(element) = child {
            tidy(element);
        }
    }
}

fn read_tag(rest: &str) -> (Element, (&str, bool)) {
    let end = rest.find(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/').unwrap();
    let mut element = Element { name: rest[..end].to_owned(), ..Element::default() };
    let mut rest = rest[end..].trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("/>") {
            return (element, (after, true));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (element, (after, false));
        }
        let end = rest.find(|sign: char| sign.is_whitespace() || "=>/".contains(sign)).unwrap();
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let end = after.find('"').unwrap();
            value = decode(&after[..end]);
            rest = &after[end + 1..];
        }
        // Classes are a set whose order means nothing.
        if name == "class" {
            let mut classes: Vec<_> = value.split_whitespace().collect();
            classes.sort_unstable();
            value = classes.join(" ");
        }
        assert!(element.attributes.insert(name.clone(), value).is_none(), "{name} twice in one tag");
        rest = rest.trim_start();
    }
}

fn decode(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&ctdot;", "⋯")
        .replace("&amp;", "&")
}
