//! The interview engine: decides, for one application, which questions are asked, what is missing, what evidence is
//! needed, and why. The same code runs in the browser and on the server. It knows nothing of legal aid, of files,
//! networks, clocks or chance, and never panics (engine.md E-1 to E-5).

pub mod change;
pub mod package;
pub mod place;
pub mod value;
pub mod wire;
