//! The conditions of the tables with two values: a comparison with what is not answered or not asked is false. Knows nothing
//! of the definition's own conditions.

/// What a condition reads.
pub trait Answers {
    /// The answer to a question: its options, or its text; empty where there is none.
    fn answer(&self, question: &str) -> Vec<String>;
    /// A fact, or a merits task as `merits_task(name)`.
    fn fact(&self, name: &str) -> bool;
}

/// Whether a condition holds.
pub fn holds(condition: &str, answers: &dyn Answers) -> bool {
    let mut reading = Reading { tokens: tokens(condition), next: 0, answers };
    let result = reading.any();
    assert_eq!(reading.next, reading.tokens.len(), "{condition}");
    result
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut word = String::new();
    for sign in text.chars().chain([' ']) {
        if sign.is_alphanumeric() || "_.".contains(sign) {
            word.push(sign);
            continue;
        }
        if !word.is_empty() {
            tokens.push(std::mem::take(&mut word));
        }
        match (sign, tokens.last_mut()) {
            (' ', _) => {}
            ('=', Some(last)) if last == "!" => last.push('='),
            _ => tokens.push(sign.to_string()),
        }
    }
    tokens
}

struct Reading<'a> {
    tokens: Vec<String>,
    next: usize,
    answers: &'a dyn Answers,
}

impl Reading<'_> {
    fn take(&mut self, token: &str) -> bool {
        let here = self.tokens.get(self.next).is_some_and(|next| next == token);
        self.next += usize::from(here);
        here
    }

    fn word(&mut self) -> String {
        self.next += 1;
        self.tokens[self.next - 1].clone()
    }

    fn any(&mut self) -> bool {
        let mut result = self.all();
        while self.take("or") {
            result |= self.all();
        }
        result
    }

    fn all(&mut self) -> bool {
        let mut result = self.one();
        while self.take("and") {
            result &= self.one();
        }
        result
    }

    fn one(&mut self) -> bool {
        if self.take("not") {
            return !self.one();
        }
        if self.take("(") {
            let result = self.any();
            assert!(self.take(")"));
            return result;
        }
        let name = self.word();
        if self.take("=") {
            let value = self.word();
            return self.answers.answer(&name) == [value];
        }
        if self.take("!=") {
            let (value, answer) = (self.word(), self.answers.answer(&name));
            return !answer.is_empty() && answer != [value];
        }
        if self.take("includes") {
            let value = self.word();
            return self.answers.answer(&name).contains(&value);
        }
        if self.take("excludes") {
            let (value, answer) = (self.word(), self.answers.answer(&name));
            return !answer.is_empty() && !answer.contains(&value);
        }
        if self.take("is") {
            assert!(self.take("known"));
            return !self.answers.answer(&name).is_empty();
        }
        if self.take("in") {
            assert!(self.take("{"));
            let mut values = vec![self.word()];
            while self.take(",") {
                values.push(self.word());
            }
            assert!(self.take("}"));
            let answer = self.answers.answer(&name);
            return answer.len() == 1 && values.contains(&answer[0]);
        }
        if self.take("(") {
            let argument = self.word();
            assert!(self.take(")"));
            return self.answers.fact(&format!("{name}({argument})"));
        }
        self.answers.fact(&name)
    }
}
