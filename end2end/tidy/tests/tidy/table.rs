//! Reads the little of TOML that our two lists need: sections, and on each line a key with a number or a list of words.

/// One line of a list.
#[derive(Debug, PartialEq)]
pub struct Entry {
    pub section: String,
    pub key: String,
    /// The words of a list, or the one number.
    pub words: Vec<String>,
}

/// Panics at a line it does not understand: a list read by halves holds to nothing.
pub fn read(text: &str) -> Vec<Entry> {
    let (mut section, mut entries) = (String::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
            continue;
        }
        let (key, value) = line.split_once(" = ").unwrap_or_else(|| panic!("not understood: {line}"));
        let value = value.strip_prefix('[').map_or(value, |rest| rest.strip_suffix(']').expect("a list on one line"));
        let words = value.split(',').map(bare).filter(|word| !word.is_empty()).collect();
        entries.push(Entry { section: section.clone(), key: bare(key), words });
    }
    entries
}

fn bare(word: &str) -> String {
    word.trim().trim_matches('"').to_owned()
}

#[test]
fn sections_lists_and_numbers_are_read() {
    let entry = |key: &str, words: &[&str]| Entry {
        section: "both".into(),
        key: key.into(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    let read = read("# why\n[both]\nalone = []\npair = [\"one\", \"two\"]\n\"a/b.rs\" = 612\n");
    assert_eq!(read, [entry("alone", &[]), entry("pair", &["one", "two"]), entry("a/b.rs", &["612"])]);
}
