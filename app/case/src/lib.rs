//! The life of a case: ids, references, states, permissions, deadlines
