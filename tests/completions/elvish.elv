# What elvish would offer for each line of standard input. The completer is called as the editor would call it.
use path
use str

fn complex-candidate {|text &display=''| put [&stem=$text] }
fn complete-filename {|seed|
    for name [$seed*[nomatch-ok]] {
        if (path:is-dir $name) {
            set name = $name'/'
        }
        put [&stem=$name]
    }
}
var completion: = (ns [&arg-completer=[&]])
var edit: = (ns [
    &complex-candidate~=$complex-candidate~
    &complete-filename~=$complete-filename~
    &completion:=$completion:
])
var code = (slurp < $E:COMPLETIONS/smtls.elv)
eval &ns=(ns [&edit:=$edit:]) $code
var completer = $edit:completion:arg-completer[smtls]
from-lines | each {|line|
    var words = [(str:split ' ' $line)]
    var last = $words[-1]
    $completer $@words | each {|candidate|
        if (str:has-prefix $candidate[stem] $last) {
            echo $candidate[stem]
        }
    }
    echo END
}
