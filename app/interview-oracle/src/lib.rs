//! A naive evaluator that the engine is held against in tests
