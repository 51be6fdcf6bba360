"""How a name, a telephone number or a document number becomes the tokens that search compares. Pure."""
