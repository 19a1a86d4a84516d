//! The shipped wizard over generated questionnaires, for the comparison with other engines
