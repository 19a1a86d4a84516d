//! What a person asks of the server: load, permit, decide, save, audit in one transaction
