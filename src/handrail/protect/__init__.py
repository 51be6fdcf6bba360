"""Help that does not depend on testifying, from the first night to a life rebuilt."""
