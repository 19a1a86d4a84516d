//! The other side in development: benefit checker and addresses, every status and fault, slow on request
