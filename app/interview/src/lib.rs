//! The interview engine: what is asked, what is missing, what evidence is needed, and why
