//! Enums whose variants have a name in the data: one list gives the variants, their names and their reading.

/// Declares such an enum. Its text, in JSON too, is the name; any other text is refused.
macro_rules! named {
    (
        $(#[$about:meta])*
        $type:ident, $noun:literal {
            $( $(#[$about_variant:meta])* $variant:ident = $name:literal, )+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $type {
            $( $(#[$about_variant])* $variant, )+
        }

        impl $type {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [$type] = &[$( $type::$variant, )+];

            /// The name in the data.
            pub const fn name(self) -> &'static str {
                match self {
                    $( $type::$variant => $name, )+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = quantities::NotThisText;

            fn from_str(text: &str) -> Result<$type, quantities::NotThisText> {
                match text {
                    $( $name => Ok($type::$variant), )+
                    _ => Err(quantities::NotThisText::new($noun)),
                }
            }
        }

        quantities::text_in_serde!($type, $noun);
    };
}

pub(crate) use named;
