//! Which new passwords are good enough (SEC-4): length, guessing, the common ones, the user's own names.
//!
//! Never a rule about kinds of characters, and never a forced change. Left out: the sentences for each problem
//! (`words`).

use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

/// Fewest characters.
pub const SHORTEST: usize = 12;
/// Most characters.
pub const LONGEST: usize = 128;
/// Characters that must be left of a password without the names of its user.
const LEFT_WITHOUT_NAMES: usize = 8;
/// Shorter parts of names are words of their own in any password.
const SHORTEST_NAME: usize = 4;

/// What is wrong with a password.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Problem {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Many people have it.
    Common,
    /// Little more than the name of the user or the firm.
    LikeName,
    /// A program would guess it soon.
    EasyToGuess,
}

/// Whose password it is to be.
#[derive(Clone, Copy, Debug)]
pub struct About<'name> {
    /// The user's name.
    pub name: &'name str,
    /// The name they sign in with.
    pub sign_in: &'name str,
    /// The name of their organisation.
    pub organisation: &'name str,
}

/// All that is wrong with a new password; nothing if it is good.
pub fn problems(password: &str, about: About<'_>) -> Vec<Problem> {
    let password: String = password.nfc().collect();
    let length = password.chars().count();
    if length > LONGEST {
        // The rest costs time that grows with the length.
        return vec![Problem::TooLong];
    }
    let folded = folded(&password);
    let names = names(about);
    let known: Vec<&str> = names.iter().map(String::as_str).chain(["rushcliffe", "legal aid"]).collect();
    let found = [
        (length < SHORTEST, Problem::TooShort),
        (is_common(&folded), Problem::Common),
        (is_like_a_name(&folded, &names), Problem::LikeName),
        (zxcvbn(&password, &known).score() < Score::Three, Problem::EasyToGuess),
    ];
    found.into_iter().filter_map(|(is_so, problem)| is_so.then_some(problem)).collect()
}

/// Letters and digits alone, small, without accents.
fn folded(text: &str) -> String {
    text.nfkd().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_common(folded: &str) -> bool {
    include_str!("common_passwords.txt").lines().any(|common| common == folded)
}

fn names(about: About<'_>) -> Vec<String> {
    let parts = [about.name, about.sign_in, about.organisation].into_iter();
    let mut names: Vec<String> = parts
        .flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()))
        .map(folded)
        .filter(|part| part.chars().count() >= SHORTEST_NAME)
        .collect();
    // The longest first: Petherick before Peth.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

fn is_like_a_name(folded: &str, names: &[String]) -> bool {
    let left = names.iter().fold(folded.to_owned(), |left, name| left.replace(name.as_str(), ""));
    left != folded && left.chars().count() < LEFT_WITHOUT_NAMES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_4_which_passwords_are_good_enough() {
        use Problem::{Common, EasyToGuess, LikeName, TooLong, TooShort};
        let long = |count| "umbrella seagull ".chars().cycle().take(count).collect::<String>();
        let cases: [(&str, &[Problem]); 17] = [
            ("umbrella seagull 49", &[]),
            ("seagullumbrellaharbour", &[]),
            ("ÜmbrellaMöweHäfen", &[]),
            ("       kettle marmot      ", &[]),
            ("xk3-9fw-q7m2", &[]),
            (&long(128), &[]),
            (&long(129), &[TooLong]),
            ("xk39fwq7m2z", &[TooShort]),
            ("", &[TooShort, EasyToGuess]),
            ("passwordpassword", &[Common, EasyToGuess]),
            ("Password-1234", &[Common, EasyToGuess]),
            ("correct horse battery staple", &[Common]),
            ("petherick 2026", &[LikeName, EasyToGuess]),
            ("JoanPetherick!", &[LikeName]),
            ("eversholt-joan-7", &[LikeName]),
            ("joan keeps 7 marmots in a shed", &[]),
            ("aaaaaaaaaaaa", &[Common, EasyToGuess]),
        ];
        let about =
            About { name: "Joan Petherick", sign_in: "joan.petherick", organisation: "Petherick and Eversholt LLP" };
        for (password, wanted) in cases {
            assert_eq!(problems(password, about), wanted, "{password}");
        }
    }

    #[test]
    fn sec_4_the_list_of_common_passwords_is_written_as_it_is_compared() {
        let lines: Vec<&str> = include_str!("common_passwords.txt").lines().collect();
        assert!(lines.len() > 100);
        for line in &lines {
            assert_eq!(folded(line), *line);
            assert!(line.chars().count() + 3 >= SHORTEST, "{line} can never be long enough");
        }
        let mut sorted = lines.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, lines);
    }
}
