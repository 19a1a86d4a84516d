//! The program rushcliffe: puts it together
