"""The teacher's guide, one Markdown file a language; `smmlab.course.guide_text` reads them."""
