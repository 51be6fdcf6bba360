"""Services, who takes whom, and what was asked of them."""
