-- The words of what can be searched; only search.rs reads and writes these. They come cut and folded, so the
-- tokenizer only splits at spaces. Row ids: a customer's number; a message's, or a conversation's, negative.

CREATE VIRTUAL TABLE customer_texts USING fts5(
    words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'");

CREATE VIRTUAL TABLE texts USING fts5(
    words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'");
