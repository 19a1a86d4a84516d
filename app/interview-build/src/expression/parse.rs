//! From tokens to the tree, by the grammar of engine.md section 3. One error at most: the first.

use super::tokens::{Token, TokenKind, period, tokens};
use super::{AGGREGATES, Aggregate, Comparison, DEEPEST, Expression, Kind, Literal, Named, State};
use crate::diagnostics::Code;
use crate::source::Span;
use interview::package::AggregateKind;
use interview::value::Value;

/// Why a text is no expression: D105 or D107, at the token where it shows.
#[derive(Debug)]
pub(crate) struct ParseError {
    pub(crate) code: Code,
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// Operands of `+`, `-`, `*` and `or else` on one way from the top: each is worked out inside the next.
const LONGEST: usize = 256;

type Parsed = Result<Expression, ParseError>;

/// Parses a whole expression that starts at byte `start` of a file.
pub(crate) fn parse(text: &str, file: u32, start: u32) -> Parsed {
    let mut parser = Parser::new(text, file, start)?;
    let expression = parser.expression()?;
    parser.end()?;
    if expression.depth() > LONGEST {
        let message = format!("the expression has more than {LONGEST} operands one after the other");
        return Err(ParseError { code: Code::D107, span: expression.span, message });
    }
    Ok(expression)
}

/// Parses what stands in the braces of a placeholder: a path or a look-up.
pub(crate) fn parse_placeholder(text: &str, file: u32, start: u32) -> Parsed {
    let mut parser = Parser::new(text, file, start)?;
    let expression = parser.atom()?;
    parser.end()?;
    Ok(expression)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    file: u32,
    start: usize,
    end: Token,
}

impl Parser {
    fn new(text: &str, file: u32, start: u32) -> Result<Self, ParseError> {
        let start = start as usize;
        let tokens = tokens(text).map_err(|error| ParseError {
            code: Code::D105,
            span: Span::new(file, start + error.start, start + error.end),
            message: error.message,
        })?;
        let end = Token { kind: TokenKind::End, start: text.len(), end: text.len() };
        Ok(Self { tokens, at: 0, depth: 0, file, start, end })
    }

    fn peek(&self) -> &Token {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &Token {
        self.tokens.get(self.at + by).unwrap_or(&self.end)
    }

    fn word(&self, by: usize) -> &str {
        match &self.ahead(by).kind {
            TokenKind::Word(word) => word,
            _ => "",
        }
    }

    fn sign(&self, by: usize) -> &'static str {
        match &self.ahead(by).kind {
            TokenKind::Sign(sign) => sign,
            _ => "",
        }
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.word(0) == word;
        self.at += usize::from(found);
        found
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = self.sign(0) == sign;
        self.at += usize::from(found);
        found
    }

    fn span_of(&self, token: &Token) -> Span {
        Span::new(self.file, self.start + token.start, self.start + token.end)
    }

    /// From a token to the last one taken.
    fn since(&self, first: usize) -> Span {
        let start = self.tokens.get(first).unwrap_or(&self.end).start;
        let end = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).unwrap_or(&self.end).end;
        Span::new(self.file, self.start + start, self.start + end.max(start))
    }

    fn expected(&self, what: &str) -> ParseError {
        let token = self.peek();
        let found = match &token.kind {
            TokenKind::End => match self.at.checked_sub(1).and_then(|last| self.tokens.get(last)) {
                Some(last) => format!("expected {what} after `{}`", written(last)),
                None => format!("expected {what}"),
            },
            _ => format!("expected {what}, not `{}`", written(token)),
        };
        ParseError { code: Code::D105, span: self.span_of(token), message: found }
    }

    fn need_sign(&mut self, sign: &str) -> Result<(), ParseError> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.expected(&format!("`{sign}`"))) }
    }

    fn need_word(&mut self, word: &str) -> Result<(), ParseError> {
        if self.take_word(word) { Ok(()) } else { Err(self.expected(&format!("`{word}`"))) }
    }

    fn end(&self) -> Result<(), ParseError> {
        if self.peek().kind == TokenKind::End { Ok(()) } else { Err(self.expected("an operator or the end")) }
    }

    /// One level deeper, up to the limit of E-5.
    fn deeper(&mut self, parse: fn(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("the expression is more than {DEEPEST} levels deep");
            let opened = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).unwrap_or(&self.end);
            return Err(ParseError { code: Code::D107, span: self.span_of(opened), message });
        }
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn expression(&mut self) -> Parsed {
        let first = self.at;
        if !self.take_word("if") {
            return self.condition();
        }
        let condition = self.deeper(Self::condition)?;
        self.need_word("then")?;
        let then = self.deeper(Self::expression)?;
        self.need_word("else")?;
        let otherwise = self.deeper(Self::expression)?;
        let kind = Kind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Ok(Expression { kind, span: self.since(first) })
    }

    fn condition(&mut self) -> Parsed {
        self.chain("or", Self::conjunction, Kind::Or)
    }

    fn conjunction(&mut self) -> Parsed {
        self.chain("and", Self::negation, Kind::And)
    }

    fn chain(&mut self, word: &str, part: fn(&mut Self) -> Parsed, make: fn(Vec<Expression>) -> Kind) -> Parsed {
        let first = self.at;
        let start = part(self)?;
        if self.word(0) != word {
            return Ok(start);
        }
        let mut parts = vec![start];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        Ok(Expression { kind: make(parts), span: self.since(first) })
    }

    fn negation(&mut self) -> Parsed {
        let first = self.at;
        if !self.take_word("not") {
            return self.test();
        }
        let inside = self.test()?;
        Ok(Expression { kind: Kind::Not(Box::new(inside)), span: self.since(first) })
    }

    fn test(&mut self) -> Parsed {
        let first = self.at;
        let left = self.sum()?;
        let comparison = match self.sign(0) {
            "<" => Some(Comparison::Less),
            "<=" => Some(Comparison::LessOrEqual),
            ">" => Some(Comparison::Greater),
            ">=" => Some(Comparison::GreaterOrEqual),
            _ => None,
        };
        let kind = if let Some(comparison) = comparison {
            self.at += 1;
            let right = self.sum()?;
            Kind::Compare(comparison, Box::new(left), Box::new(right))
        } else if self.take_word("is") {
            self.is(left)?
        } else if self.take_word("includes") {
            let right = self.value()?;
            Kind::Includes(Box::new(left), Box::new(right))
        } else {
            return Ok(left);
        };
        Ok(Expression { kind, span: self.since(first) })
    }

    fn is(&mut self, left: Expression) -> Result<Kind, ParseError> {
        let negated = self.take_word("not");
        let left = Box::new(left);
        let state = match self.word(0) {
            "known" => Some(State::Known),
            "declined" => Some(State::Declined),
            "not_known" => Some(State::NotKnown),
            "skipped" => Some(State::Skipped),
            "failed" => Some(State::Failed),
            _ => None,
        };
        if let Some(state) = state {
            self.at += 1;
            return Ok(Kind::IsState { negated, left, state });
        }
        if self.word(0) == "one" {
            self.at += 1;
            self.need_word("of")?;
            self.need_sign("(")?;
            let mut values = vec![self.value()?];
            while self.take_sign(",") {
                values.push(self.value()?);
            }
            self.need_sign(")")?;
            return Ok(Kind::OneOf { negated, left, values });
        }
        Ok(Kind::Is { negated, left, right: Box::new(self.value()?) })
    }

    /// A value after `is`: one word by itself may be an option.
    fn value(&mut self) -> Parsed {
        let first = self.at;
        let goes_on = match &self.ahead(1).kind {
            TokenKind::Sign(sign) => matches!(*sign, "(" | "[" | "." | "+" | "-" | "*"),
            TokenKind::Word(word) => {
                let counted = matches!(self.peek().kind, TokenKind::Count(..)) && period(1, word).is_some();
                word == "at" || counted || (word == "or" && self.word(2) == "else")
            }
            _ => false,
        };
        let word = match &self.peek().kind {
            TokenKind::Word(word) if !goes_on && word != "nothing" => word.clone(),
            TokenKind::Count(_, word) if !goes_on && !word.contains(',') => word.clone(),
            _ => return self.sum(),
        };
        self.at += 1;
        Ok(Expression { kind: Kind::Word(word), span: self.since(first) })
    }

    fn sum(&mut self) -> Parsed {
        let first = self.at;
        let start = self.product()?;
        let mut parts = Vec::new();
        while let sign @ ("+" | "-") = self.sign(0) {
            self.at += 1;
            parts.push((sign == "-", self.product()?));
        }
        if parts.is_empty() {
            return Ok(start);
        }
        Ok(Expression { kind: Kind::Sum(Box::new(start), parts), span: self.since(first) })
    }

    fn product(&mut self) -> Parsed {
        let first = self.at;
        let start = self.unit()?;
        if self.sign(0) != "*" {
            return Ok(start);
        }
        let mut parts = vec![start];
        while self.take_sign("*") {
            parts.push(self.unit()?);
        }
        Ok(Expression { kind: Kind::Product(parts), span: self.since(first) })
    }

    fn unit(&mut self) -> Parsed {
        let first = self.at;
        let mut parts = vec![self.dated()?];
        while self.word(0) == "or" && self.word(1) == "else" {
            self.at += 2;
            parts.push(self.dated()?);
        }
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => Ok(only),
            (_, last) => {
                parts.extend(last);
                Ok(Expression { kind: Kind::OrElse(parts), span: self.since(first) })
            }
        }
    }

    fn dated(&mut self) -> Parsed {
        let first = self.at;
        let atom = self.atom()?;
        if !self.take_word("at") {
            return Ok(atom);
        }
        let day = self.atom()?;
        Ok(Expression { kind: Kind::At(Box::new(atom), Box::new(day)), span: self.since(first) })
    }

    fn atom(&mut self) -> Parsed {
        let first = self.at;
        if self.take_sign("-") {
            let inside = self.atom_without_sign()?;
            return Ok(Expression { kind: Kind::Negate(Box::new(inside)), span: self.since(first) });
        }
        self.atom_without_sign()
    }

    fn atom_without_sign(&mut self) -> Parsed {
        let first = self.at;
        let token = self.peek().kind.clone();
        let kind = match token {
            TokenKind::Money(money) => self.literal(Value::Money(money)),
            TokenKind::Rate(rate) => self.literal(Value::Rate(rate)),
            TokenKind::Date(date) => self.literal(Value::Date(date)),
            TokenKind::Text(text) => self.literal(Value::Text(text.into())),
            TokenKind::Count(number, _) => {
                let kind = self.literal(Value::Count(number));
                match period(number, self.word(0)) {
                    Some(period) => self.literal(Value::Period(period)),
                    None => kind,
                }
            }
            TokenKind::Sign("(") => {
                self.at += 1;
                let inside = self.deeper(Self::expression)?;
                self.need_sign(")")?;
                return Ok(Expression { kind: inside.kind, span: self.since(first) });
            }
            TokenKind::Word(word) => return self.named(&word),
            TokenKind::Sign(_) | TokenKind::End => return Err(self.expected("a value")),
        };
        Ok(Expression { kind, span: self.since(first) })
    }

    fn literal(&mut self, value: Value) -> Kind {
        self.at += 1;
        Kind::Literal(Literal::Value(value))
    }

    fn named(&mut self, word: &str) -> Parsed {
        let first = self.at;
        let aggregate = AGGREGATES.contains(&word) && self.sign(1) == "(";
        let fixed = match word {
            "yes" | "no" => Some(Literal::Value(Value::YesNo(word == "yes"))),
            "nothing" => Some(Literal::Nothing),
            "today" => Some(Literal::Today),
            _ => None,
        };
        let structural = matches!(
            word,
            "if" | "then" | "else" | "and" | "or" | "not" | "is" | "one" | "of" | "includes" | "at" | "other" | "where"
        );
        if structural || !word.starts_with(|sign: char| sign.is_ascii_lowercase() || sign == '_') {
            return Err(self.expected("a value"));
        }
        if AGGREGATES.contains(&word) && !aggregate {
            self.at += 1;
            return Err(self.expected("`(`"));
        }
        let name = Named { text: word.to_owned(), span: self.span_of(self.peek()) };
        self.at += 1;
        let kind = if let Some(literal) = fixed {
            Kind::Literal(literal)
        } else if aggregate {
            self.aggregate(name)?
        } else {
            match self.sign(0) {
                "(" => Kind::Call { function: name, arguments: self.arguments()? },
                "[" => self.lookup(name)?,
                _ => self.path(name)?,
            }
        };
        Ok(Expression { kind, span: self.since(first) })
    }

    fn path(&mut self, first: Named) -> Result<Kind, ParseError> {
        let mut names = vec![first];
        while self.take_sign(".") {
            names.push(self.name("a name")?);
        }
        Ok(Kind::Path(names))
    }

    fn name(&mut self, what: &str) -> Result<Named, ParseError> {
        let TokenKind::Word(word) = &self.peek().kind else { return Err(self.expected(what)) };
        let name = Named { text: word.clone(), span: self.span_of(self.peek()) };
        self.at += 1;
        Ok(name)
    }

    fn lookup(&mut self, table: Named) -> Result<Kind, ParseError> {
        self.need_sign("[")?;
        let mut keys = vec![self.deeper(Self::expression)?];
        while self.take_sign(",") {
            keys.push(self.deeper(Self::expression)?);
        }
        self.need_sign("]")?;
        self.need_sign(".")?;
        Ok(Kind::Lookup { table, keys, column: self.name("a column")? })
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, ParseError> {
        self.need_sign("(")?;
        let mut arguments = Vec::new();
        if self.take_sign(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.deeper(Self::expression)?);
            if !self.take_sign(",") {
                break;
            }
        }
        self.need_sign(")")?;
        Ok(arguments)
    }

    fn aggregate(&mut self, name: Named) -> Result<Kind, ParseError> {
        // `count(Q)` is the size of a set, which need not be a name.
        let rows = matches!(self.ahead(1).kind, TokenKind::Word(_))
            && (self.word(1) == "other" || self.word(2) == "where" || matches!(self.sign(2), ")" | ":"));
        if name.text == "count" && !rows {
            return Ok(Kind::Call { function: name, arguments: self.arguments()? });
        }
        self.need_sign("(")?;
        let other = (self.word(0) == "other").then(|| self.span_of(self.peek()));
        self.at += usize::from(other.is_some());
        let over = self.name("the name of a repeat")?;
        let filter = if self.take_word("where") { Some(Box::new(self.deeper(Self::condition)?)) } else { None };
        let value = if self.take_sign(":") { Some(Box::new(self.deeper(Self::expression)?)) } else { None };
        self.need_sign(")")?;
        let kind = match name.text.as_str() {
            "count" => AggregateKind::Count,
            "sum" => AggregateKind::Sum,
            "any" => AggregateKind::Any,
            "all" => AggregateKind::All,
            "none" => AggregateKind::None,
            "min" => AggregateKind::Min,
            "max" => AggregateKind::Max,
            "earliest" => AggregateKind::Earliest,
            "latest" => AggregateKind::Latest,
            _ => AggregateKind::Unique,
        };
        Ok(Kind::Aggregate(Aggregate { kind, other, over, filter, value }))
    }
}

/// A token as it was written, for messages.
fn written(token: &Token) -> String {
    match &token.kind {
        TokenKind::Word(word) | TokenKind::Count(_, word) => word.clone(),
        TokenKind::Money(money) => money.written(),
        TokenKind::Rate(rate) => rate.written(),
        TokenKind::Date(date) => date.to_string(),
        TokenKind::Text(text) => format!("'{text}'"),
        TokenKind::Sign(sign) => (*sign).to_owned(),
        TokenKind::End => "the end".to_owned(),
    }
}
