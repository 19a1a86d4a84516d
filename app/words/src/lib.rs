//! Every sentence of the interface, one typed function each

pub mod interface;
