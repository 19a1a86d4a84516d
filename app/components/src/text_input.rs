//! Box for one line of text: names, money, numbers, codes.

use crate::Control;

/// Options of a box for one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextInputOptions {
    /// What every control has.
    pub control: Control,
    /// What is in it.
    pub value: String,
    /// What is typed, for the type of the box and the keyboard of a phone.
    pub kind: TextInputKind,
    /// How wide it is.
    pub width: InputWidth,
    /// Before the value, like `£`.
    pub prefix: Option<String>,
    /// After the value, like `%`.
    pub suffix: Option<String>,
    /// Codes and numbers that are read digit by digit.
    pub has_extra_letter_spacing: bool,
    /// Offered values, for a text with a list (as `<datalist>`).
    pub offers: Vec<String>,
}

/// What is typed into a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextInputKind {
    /// Words.
    #[default]
    Text,
    /// A name or code: no spell check.
    Name,
    /// Digits only.
    Digits,
    /// Money or another number with a point.
    Decimal,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A password; never filled in by us.
    Password,
}

/// Width of a box in characters; `Full` takes all there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputWidth {
    /// All there is.
    #[default]
    Full,
    /// 2 characters.
    Two,
    /// 3 characters.
    Three,
    /// 4 characters.
    Four,
    /// 5 characters.
    Five,
    /// 10 characters.
    Ten,
    /// 20 characters.
    Twenty,
    /// 30 characters.
    Thirty,
}

impl TextInputOptions {
    /// A box for words.
    pub fn new(control: Control, value: impl Into<String>) -> Self {
        Self { control, value: value.into(), ..Self::default() }
    }

    /// Class of the box.
    pub(crate) fn class(&self, has_error: bool) -> String {
        let mut class = "govuk-input".to_owned();
        if let Some(width) = self.width.modifier() {
            class.push_str(" govuk-input--");
            class.push_str(width);
        }
        if self.has_extra_letter_spacing {
            class.push_str(" govuk-input--extra-letter-spacing");
        }
        if has_error {
            class.push_str(" govuk-input--error");
        }
        class
    }

    /// Id of the list of offers, where there is one.
    pub(crate) fn list_id(&self) -> Option<String> {
        (!self.offers.is_empty()).then(|| format!("{}-offers", self.control.id))
    }
}

impl TextInputKind {
    /// Attribute `type`.
    pub fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Name | Self::Digits | Self::Decimal => "text",
            Self::Email => "email",
            Self::Telephone => "tel",
            Self::Password => "password",
        }
    }

    /// Attribute `inputmode`.
    pub fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Digits => Some("numeric"),
            Self::Decimal => Some("decimal"),
            _ => None,
        }
    }

    /// Attribute `spellcheck`.
    pub fn spellcheck(self) -> Option<&'static str> {
        (self != Self::Text).then_some("false")
    }
}

impl InputWidth {
    /// The modifier behind `--`, none for all there is.
    pub fn modifier(self) -> Option<&'static str> {
        match self {
            Self::Full => None,
            Self::Two => Some("width-2"),
            Self::Three => Some("width-3"),
            Self::Four => Some("width-4"),
            Self::Five => Some("width-5"),
            Self::Ten => Some("width-10"),
            Self::Twenty => Some("width-20"),
            Self::Thirty => Some("width-30"),
        }
    }
}
