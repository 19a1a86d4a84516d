//! A tree as NODE of engine.md section 12a, its keys in that order. Written from an explicit list, since a tree may be
//! thousands of rules deep.

use super::tree::{Explanation, Node};
use super::words::Naming;
use serde_json::{Value as Json, json};

enum Piece {
    Node(usize),
    Text(&'static str),
}

impl Explanation<'_> {
    /// The tree as JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        let mut left = vec![Piece::Node(0)];
        while let Some(piece) = left.pop() {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Node(index) => {
                    let Some(node) = self.nodes.get(index) else { continue };
                    self.write_head(node, &mut text);
                    if node.because.is_empty() {
                        text.push('}');
                        continue;
                    }
                    text.push_str(",\"because\":[");
                    left.push(Piece::Text("]}"));
                    for child in node.because.clone().rev() {
                        left.push(Piece::Node(child));
                        if child != node.because.start {
                            left.push(Piece::Text(","));
                        }
                    }
                }
            }
        }
        text
    }

    /// Everything but the grounds, without the brace that closes it.
    fn write_head(&self, node: &Node, text: &mut String) {
        let package = &self.draft.compiled().package;
        let mut fields: Vec<(&str, Json)> = self.draft.subject_names(&node.subject);
        fields.push(("aspect", node.subject.aspect().name().into()));
        fields.push(("result", self.draft.outcome_json(&node.subject, &node.outcome)));
        if let Some(rule) = node.rule {
            let file = package.files.get(rule.file as usize).map_or("", String::as_str);
            fields.push(("rule", json!({ "file": file, "line": rule.line, "column": rule.column })));
        }
        if let Some(law) = &node.law {
            fields.push(("law", law.as_str().into()));
        }
        let words = self.words_of_node(node, "en", Naming::Ids);
        if !words.is_empty() {
            fields.push(("words", words.into()));
        }
        if let Some(leaf) = node.leaf {
            fields.push(("leaf", leaf.name().into()));
        }
        text.push('{');
        for (index, (name, value)) in fields.into_iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            text.push_str(&Json::from(name).to_string());
            text.push(':');
            text.push_str(&value.to_string());
        }
    }
}
