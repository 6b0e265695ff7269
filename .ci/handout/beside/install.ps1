# Installs the program from the wheels beside this script: no network, no administrator.
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$words = @($args)
$remove = $words.Count -gt 0 -and $words[0] -eq '/remove'
if ($remove) { $words = @($words | Select-Object -Skip 1) }
$target = if ($words.Count -gt 0) { $words[0] } else { Join-Path $env:LOCALAPPDATA 'Lianfang' }
$target = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($target)
$menu = Join-Path ([Environment]::GetFolderPath('Programs')) '联防 Lianfang.lnk'
if ($remove) {
    & "$here\associate.bat" '/remove'
    if (Test-Path $menu) { Remove-Item $menu }
    if (Test-Path (Join-Path $target 'pyvenv.cfg')) { Remove-Item $target -Recurse -Force }
    Write-Host "已移除 · removed: $target"
    exit 0
}
$wanted = (Get-Content (Join-Path $here 'KIT.json') -Raw -Encoding UTF8 | ConvertFrom-Json).python
$python = $null
foreach ($version in $wanted) {
    foreach ($try in @(@('py', "-$version"), @('python'))) {
        if (-not (Get-Command $try[0] -ErrorAction SilentlyContinue)) { continue }
        $rest = @($try | Select-Object -Skip 1)
        # A py without this version says so on the error stream, which must not end the script.
        $ErrorActionPreference = 'Continue'
        $found = & $try[0] @rest -c "import struct, sys; print('%d.%d %d' % (*sys.version_info[:2], struct.calcsize('P') * 8))" 2>$null
        $ErrorActionPreference = 'Stop'
        if ($found -eq "$version 64") { $python = $try; break }
    }
    if ($python) { break }
}
if (-not $python) {
    Write-Host "需要 64 位 Python $($wanted -join ', ')，没有找到。请先安装后再运行。"
    Write-Host "Python $($wanted -join ', ') (64 bit) is needed and was not found; install it and run this again."
    exit 1
}
foreach ($line in Get-Content (Join-Path $here 'SHA256SUMS') -Encoding UTF8) {
    $sum, $name = $line -split '  ', 2
    if ((Get-FileHash (Join-Path $here $name) -Algorithm SHA256).Hash -ne $sum) {
        Write-Host "$name 与校验值不符，请重新拷贝。 · $name is not as it was packed; copy it again."
        exit 1
    }
}
$rest = @($python | Select-Object -Skip 1)
& $python[0] @rest -m venv $target
if ($LASTEXITCODE -ne 0) { exit 1 }
$env:PIP_CONFIG_FILE = 'nul'
& "$target\Scripts\python.exe" -m pip install -q --disable-pip-version-check --no-index --find-links "$here\wheels" lianfang
if ($LASTEXITCODE -ne 0) { exit 1 }
$shell = New-Object -ComObject WScript.Shell
# It writes names of the system's code page only: a Chinese one comes afterwards.
$plain = Join-Path (Split-Path -Parent $menu) 'Lianfang.lnk'
$link = $shell.CreateShortcut($plain)
$link.TargetPath = "$target\Scripts\lianfang-window.exe"
$link.Save()
Move-Item -LiteralPath $plain -Destination $menu -Force
$env:LIANFANG_PROGRAM = "$target\Scripts\lianfang-window.exe"
& "$here\associate.bat"
Write-Host "已安装 · installed: $target\Scripts\lianfang.exe"
exit 0
