//! Tests of the opinions on MTA-STS.
