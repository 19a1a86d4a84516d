//! Reads a small XML document into a tree, and refuses whatever a SOAP reply has no need of: document types, own
//! entities, processing instructions, depth, mixed content.
//!
//! Left out: attributes other than namespaces, comments.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

const MOST_DEPTH: usize = 12;
const MOST_ELEMENTS: usize = 200;

/// An element: either its text or its children count.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Empty if it is in none.
    pub(super) namespace: String,
    /// Without a prefix.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The only child of that name, in whatever namespace; `None` if there is none or more than one.
    pub(super) fn only(&self, name: &str) -> Option<&Element> {
        let mut named = self.children.iter().filter(|child| child.name == name);
        named.next().filter(|_| named.next().is_none())
    }
}

/// Why is of no use to anyone: the reply is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotTheXmlWeAccept;

/// The root of a whole, well-formed document in UTF-8.
pub(super) fn read_document(bytes: &[u8]) -> Result<Element, NotTheXmlWeAccept> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotTheXmlWeAccept)?;
    let mut tree = Tree::default();
    let mut reader = NsReader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut is_first = true;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| NotTheXmlWeAccept)?;
        match event {
            Event::Start(start) => tree.open(&namespace, &start)?,
            Event::Empty(start) => {
                tree.open(&namespace, &start)?;
                tree.close()?;
            }
            Event::End(_) => tree.close()?,
            Event::Text(piece) => tree.add_text(&piece.xml10_content())?,
            Event::CData(piece) => tree.add_text(&piece.xml10_content())?,
            Event::GeneralRef(reference) => {
                let written = reference.xml10_content();
                let character = reference.resolve_char_ref().map_err(|_| NotTheXmlWeAccept)?;
                tree.add_text(
                    match character {
                        Some(character) => String::from(character),
                        None => predefined(&written)?.to_owned(),
                    }
                    .as_str(),
                )?;
            }
            Event::Comment(_) => {}
            Event::Decl(_) if is_first => {}
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) => return Err(NotTheXmlWeAccept),
            Event::Eof => return tree.finish(),
        }
        is_first = false;
    }
}

fn predefined(name: &str) -> Result<&'static str, NotTheXmlWeAccept> {
    match name {
        "lt" => Ok("<"),
        "gt" => Ok(">"),
        "amp" => Ok("&"),
        "apos" => Ok("'"),
        "quot" => Ok("\""),
        _ => Err(NotTheXmlWeAccept),
    }
}

#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Tree {
    fn open(&mut self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), NotTheXmlWeAccept> {
        let namespace = match namespace {
            ResolveResult::Bound(Namespace(name)) => (*name).to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(_) => return Err(NotTheXmlWeAccept),
        };
        // Attributes are not used; reading them finds those that are malformed or doubled.
        let attributes_are_well_formed = start.attributes().all(|attribute| attribute.is_ok());
        self.elements = self.elements.saturating_add(1);
        let is_too_much = self.elements > MOST_ELEMENTS || self.open.len() >= MOST_DEPTH;
        let parent_has_text = self.open.last().is_some_and(|parent| !parent.text.trim().is_empty());
        if !attributes_are_well_formed || is_too_much || parent_has_text || self.root.is_some() {
            return Err(NotTheXmlWeAccept);
        }
        let name = start.local_name().as_ref().to_owned();
        self.open.push(Element { namespace, name, ..Element::default() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), NotTheXmlWeAccept> {
        let closed = self.open.pop().ok_or(NotTheXmlWeAccept)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn add_text(&mut self, piece: &str) -> Result<(), NotTheXmlWeAccept> {
        match self.open.last_mut() {
            Some(element) if element.children.is_empty() => element.text.push_str(piece),
            // Only blanks may stand between elements and around the root.
            _ if piece.trim().is_empty() => {}
            _ => return Err(NotTheXmlWeAccept),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, NotTheXmlWeAccept> {
        self.root.filter(|_| self.open.is_empty()).ok_or(NotTheXmlWeAccept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(document: &str) -> Option<String> {
        read_document(document.as_bytes()).ok().map(|root| root.text)
    }

    #[test]
    fn text_is_read_with_the_five_entities_and_characters_by_number() {
        let read =
            text_of("<?xml version=\"1.0\"?><a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;<![CDATA[<c>]]></a> <!-- end -->");
        assert_eq!(read.as_deref(), Some("<&>\"'AB<c>"));
        assert_eq!(text_of("\u{feff}<a>with a mark before</a>").as_deref(), Some("with a mark before"));
    }

    #[test]
    fn what_a_reply_has_no_need_of_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(13), "</a>".repeat(13));
        let wide = format!("<a>{}</a>", "<b/>".repeat(200));
        let refused = [
            "",
            " ",
            "Yes",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>after",
            "before<a/>",
            "<a>mixed<b/></a>",
            "<a><b/>mixed</a>",
            "<a>&own;</a>",
            "<a>&</a>",
            "<a>&#0;</a>",
            "<a b='1' b='2'/>",
            "<a b=1/>",
            "<p:a/>",
            "<!DOCTYPE a [<!ENTITY own 'no'>]><a>&own;</a>",
            "<!DOCTYPE a SYSTEM 'file:///etc/hosts'><a/>",
            "<?run this?><a/>",
            "<a/><?xml version='1.0'?>",
            &deep,
            &wide,
        ];
        for document in refused {
            assert_eq!(read_document(document.as_bytes()), Err(NotTheXmlWeAccept), "{document}");
        }
        assert_eq!(read_document(b"<a>\xff</a>"), Err(NotTheXmlWeAccept));
    }
}
