//! Resolvers that are bad without malice.
