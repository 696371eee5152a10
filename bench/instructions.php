<?php
final class Instructions { static function missing($a){return 'todo';} }
