//! Why a human is to take a conversation over from Theo (contract, section 6).

crate::words! {
    HandoffReason {
        /// Theo has an answer and is not sure enough of it.
        LowConfidence = "low_confidence",
        /// The customer asks for a human.
        UserRequested = "user_requested",
        /// Law, harm, what the team has named as theirs, or answers that did not help.
        ComplexIssue = "complex_issue",
        NegativeSentiment = "negative_sentiment",
        /// No article says anything about it.
        NoKnowledge = "no_knowledge",
    }
}
