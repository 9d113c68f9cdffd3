"""The sections of the document, one module a subject: facts and answers in, blocks out, no I/O."""
