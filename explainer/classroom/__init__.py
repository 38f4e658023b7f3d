"""What makes a lesson of a story: banners, questions, worksheets, a look at the set-up."""
