"""From the syntax tree to the checked core: names, types, versions, guards, citations."""
