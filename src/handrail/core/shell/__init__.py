"""The page shell: the frame, the components, the forms and the error pages that every room uses."""
