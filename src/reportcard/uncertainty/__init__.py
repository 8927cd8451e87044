"""How sure a result is: errors of measures carried through scales, combinations, rules and grades."""
